"""Forms of the alerts."""

from django import forms
from django.utils.translation import gettext_lazy as _

from offers.models import Alert


class AlertForm(forms.Form):
    """An alert's name and rhythm; its criteria are the search's."""

    name = forms.CharField(
        label=_("Nom de l'alerte"),
        max_length=120,
        help_text=_("Il figure dans les mails de cette alerte."),
        error_messages={"required": _("Donnez un nom à votre alerte.")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    frequency = forms.ChoiceField(
        label=_("Quand souhaitez-vous recevoir nos mails ?"),
        choices=Alert.Frequency.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez quand recevoir nos mails.")},
    )
