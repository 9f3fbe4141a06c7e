"""Forms of the team pages and of the invitation's page."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.forms import TwoPasswords, email_field
from accounts.models import Invitation, Membership, User
from accounts.person_names import NameField

ROLE_MEANINGS = {
    Membership.Role.MEMBER: _("Membre : utilise l'espace de l'équipe."),
    Membership.Role.MANAGER: _("Responsable : peut aussi inviter, changer les rôles et retirer des accès."),
}


def role_field() -> forms.ChoiceField:
    """Each role with what it allows."""
    return forms.ChoiceField(
        label=_("Rôle"),
        choices=list(ROLE_MEANINGS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez un rôle.")},
    )


class RoleForm(forms.Form):
    """What a member may do."""

    role = role_field()


class InviteForm(forms.Form):
    """Whom to invite, and as what; the names are a help for the invited person's form."""

    email = email_field(help_text=_("L'adresse professionnelle de la personne : l'invitation y est envoyée."))
    role = role_field()
    first_name = NameField(label=_("Prénom"), autocomplete="off", required=False)
    birth_name = NameField(label=_("Nom"), autocomplete="off", required=False)

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class AcceptForm(TwoPasswords):
    """The invited person's name and password; the address is the invitation's."""

    civility = forms.ChoiceField(
        label=_("Civilité"),
        choices=User.Civility.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Choisissez votre civilité.")},
    )
    first_name = NameField(label=_("Prénom"), autocomplete="given-name", missing=_("Indiquez votre prénom."))
    birth_name = NameField(label=_("Nom"), autocomplete="family-name", missing=_("Indiquez votre nom."))

    def __init__(self, invitation: Invitation, *args: Any, **kwargs: Any) -> None:
        self.user = User(email=invitation.email)
        names = {"first_name": invitation.first_name, "birth_name": invitation.birth_name}
        super().__init__(*args, initial=names, **kwargs)

    def clean_password1(self) -> str:
        """The names just given are words that the password must not repeat."""
        for name in ("first_name", "birth_name"):
            setattr(self.user, name, self.cleaned_data.get(name, ""))
        return super().clean_password1()
