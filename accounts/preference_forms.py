"""The form of the messages a person wants."""

from django import forms
from django.utils.translation import gettext_lazy as _


class MessagesForm(forms.Form):
    """What may be turned off."""

    offers = forms.BooleanField(
        label=_("Je souhaite recevoir des mails sur les offres."),
        required=False,
    )
