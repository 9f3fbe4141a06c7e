"""The contact form (R8.1)."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alin.pages.models import HelpRequest

SHORTEST, LONGEST = 15, 4000


class ContactForm(forms.ModelForm):
    """A signed-in person is known: name and address are asked of visitors only."""

    # A robot fills every field; the wrapper in the template hides this one from people.
    precision = forms.CharField(
        required=False,
        label=_("Ne remplissez pas ce champ"),
        widget=forms.TextInput(attrs={"tabindex": "-1", "autocomplete": "off"}),
    )

    class Meta:
        model = HelpRequest
        fields = ["subject", "name", "email", "about", "message"]

    def __init__(self, *args: Any, known: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["subject"] = forms.ChoiceField(
            label=_("Votre question porte sur"),
            choices=[("", _("Choisissez un sujet")), *HelpRequest.Subject.choices],
            error_messages={"required": _("Choisissez le sujet de votre question.")},
        )
        self.fields["name"] = forms.CharField(
            label=_("Nom et prénom"),
            max_length=160,
            widget=forms.TextInput(attrs={"autocomplete": "name"}),
            error_messages={"required": _("Indiquez votre nom.")},
        )
        self.fields["email"] = forms.EmailField(
            label=_("Adresse e-mail"),
            help_text=_("Nous vous répondons à cette adresse."),
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            error_messages={
                "required": _("Indiquez votre adresse email."),
                "invalid": _("Cette adresse n'a pas la bonne forme, par exemple prenom.nom@exemple.fr."),
            },
        )
        self.fields["about"] = forms.CharField(
            label=_("Votre numéro unique, votre numéro ALS ou la référence de l'offre"),
            help_text=_("Avec ce numéro, nous vous répondons plus vite."),
            required=False,
            max_length=60,
            widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
        )
        self.fields["message"] = forms.CharField(
            label=_("Votre message"),
            help_text=_("N'écrivez ni mot de passe, ni code de sécurité, ni numéro de sécurité sociale."),
            min_length=SHORTEST,
            max_length=LONGEST,
            widget=forms.Textarea(attrs={"rows": 7}),
            error_messages={
                "required": _("Écrivez votre question."),
                "min_length": _("Donnez quelques mots de plus, pour que nous comprenions votre question."),
                "max_length": _("Ce message est trop long : 4 000 signes au plus."),
            },
        )
        if known:
            del self.fields["name"], self.fields["email"]

    @property
    def is_robots(self) -> bool:
        """Was the trap filled?"""
        return bool(self.cleaned_data.get("precision"))
