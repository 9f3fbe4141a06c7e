"""The one question before an account is deleted."""

from django import forms
from django.utils.translation import gettext_lazy as _


class DeleteAccountForm(forms.Form):
    """A box that nobody ticks by accident."""

    understood = forms.BooleanField(
        label=_("J'ai lu ce qui précède et je veux supprimer mon compte."),
        error_messages={"required": _("Cochez cette case pour supprimer votre compte.")},
    )
