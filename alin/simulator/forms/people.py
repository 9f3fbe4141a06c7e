"""The adults of a demande: who they are, how to reach them, where they work."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.phones import MobilePhoneFormField, spoken
from alin.simulator.forms.base import PartForm
from alin.simulator.forms.fields import (
    BirthDateField,
    CodeField,
    DayField,
    MailField,
    OptionalText,
    RequiredText,
)
from applications.registry import labels, schema
from applications.registry.editing import Data


class IdentityForm(PartForm):
    """Civil status of the applicant or the co-applicant."""

    title = _("État civil")
    civility = CodeField(schema.Civility, labels.CIVILITIES, label=_("Civilité"), widget=forms.RadioSelect)
    last_name = RequiredText(label=_("Nom (nom d'usage ou d'époux(se))"), missing=_("Indiquez le nom."))
    birth_name = OptionalText(label=_("Nom de naissance"), longest=80)
    first_name = RequiredText(label=_("Prénom"), missing=_("Indiquez le prénom."))
    birth_date = BirthDateField(label=_("Date de naissance"))
    nationality = CodeField(schema.Nationality, labels.NATIONALITIES, label=_("Nationalité"), initial="1")
    family_situation = CodeField(
        schema.FamilySituation, labels.FAMILY_SITUATIONS, label=_("Situation familiale"), initial="C"
    )
    disabled = forms.BooleanField(label=_("Situation de handicap"), required=False)
    under_protection = forms.BooleanField(label=_("Sous tutelle ou curatelle"), required=False)


class LinkForm(PartForm):
    """How the co-applicant is tied to the applicant."""

    title = _("Lien avec le demandeur")
    co_applicant_link = CodeField(schema.Link, labels.LINKS, label=_("Lien avec le demandeur"), initial="M")


class RegistrationMailForm(PartForm):
    """The mailbox of the demande: where security codes go."""

    title = _("Demande")
    email = MailField(
        label=_("Mail de la demande"),
        help_text=_("AL'in y envoie le code de sécurité."),
    )


class ContactForm(PartForm):
    """How to reach one adult."""

    title = _("Vous")
    mobile_phone = MobilePhoneFormField(label=_("Téléphone portable"), required=False)
    home_phone = OptionalText(label=_("Téléphone du domicile"), longest=30, autocomplete="tel")
    work_phone = OptionalText(label=_("Téléphone du travail"), longest=30, autocomplete="tel")
    email = MailField(label=_("Mail personnel"), required=False)
    sms_notifications = forms.BooleanField(label=_("Recevoir des SMS"), required=False)

    def read(self, part: Data) -> Data:
        """The mobile number in pairs, as people write it."""
        found = super().read(part)
        return {**found, "mobile_phone": spoken(found.get("mobile_phone", ""))}


class EmploymentForm(PartForm):
    """Work as declared; a wrong SIRET is kept, because AL'in checks it and people must see that it does."""

    occupation = OptionalText(label=_("Profession"))
    contract = CodeField(schema.Contract, labels.CONTRACTS, label=_("Contrat"), initial="CDI")
    employment__employer_name = OptionalText(label=_("Nom de l'employeur"))
    employment__siret = OptionalText(
        label=_("N° SIRET de l'employeur"),
        longest=20,
        help_text=_("14 chiffres, sur votre bulletin de salaire."),
    )
    employment__workplace_postal_code = OptionalText(label=_("Code postal du lieu de travail"), longest=10)
    employment__workplace_commune = OptionalText(label=_("Commune du lieu de travail"), longest=80)
    employment__several_employers = forms.BooleanField(label=_("Plusieurs employeurs"), required=False)

    def clean_employment__siret(self) -> str:
        """Written in groups on a payslip, kept without spaces."""
        return "".join(str(self.cleaned_data["employment__siret"]).split())

    def part(self) -> Data:
        """Nothing declared at all is no employment."""
        part = super().part()
        if not any(part["employment"].values()):
            part["employment"] = None
        return part


class DependantForm(PartForm):
    """One other person to be housed, on one row."""

    first_name = RequiredText(label=_("Prénom"), missing=_("Indiquez le prénom."))
    last_name = OptionalText(label=_("Nom"), longest=80)
    birth_date = BirthDateField(label=_("Date de naissance"))
    shared_custody = forms.BooleanField(label=_("Garde alternée"), required=False)
    disabled = forms.BooleanField(label=_("Situation de handicap"), required=False)

    def __init__(self, data: Any = None, **options: Any) -> None:
        # A row of a formset: Django gives prefix and beginning, the part is the row itself.
        self.path, self.demande = (), {}
        forms.Form.__init__(self, data, **options)


class UnbornForm(PartForm):
    """Children who are expected."""

    title = _("Enfants à naître")
    unborn_children = forms.TypedChoiceField(
        label=_("Nombre d'enfants à naître"),
        choices=[(count, str(count)) for count in range(6)],
        coerce=int,
        initial=0,
    )
    birth_expected_on = DayField(label=_("Naissance prévue le"), required=False)
