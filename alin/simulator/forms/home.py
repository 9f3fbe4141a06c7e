"""Where the household lives, why it moves, what it looks for."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alin.simulator.forms.base import PartForm, Path
from alin.simulator.forms.fields import (
    CodeField,
    CodesField,
    DayField,
    OptionalCodeField,
    OptionalText,
    PreferenceField,
    WholeNumberField,
)
from applications.registry import labels, schema
from applications.registry.editing import Data
from applications.registry.labels import label

MOST_REASONS = 5


class CurrentHousingForm(PartForm):
    """The present home."""

    title = _("Votre logement")
    kind = CodeField(schema.Housing, labels.HOUSING, label=_("Type de logement"))
    address = OptionalText(label=_("Adresse"), autocomplete="street-address")
    postal_code = OptionalText(label=_("Code postal"), longest=10, autocomplete="postal-code")
    commune = OptionalText(label=_("Commune"), longest=80, autocomplete="address-level2")
    typology = OptionalCodeField(schema.Typology, labels.TYPOLOGIES, label=_("Nombre de pièces"))
    surface = WholeNumberField(label=_("Surface"), help_text=_("En m²."))
    occupants = WholeNumberField(label=_("Nombre d'occupants"))
    landlord_name = OptionalText(label=_("Nom du bailleur"))
    rent = WholeNumberField(label=_("Loyer mensuel, charges comprises"), help_text=_("En euros."))
    since = DayField(label=_("Depuis le"), required=False)


class ReasonsForm(PartForm):
    """Up to five reasons, the main one first."""

    title = _("Motifs de la demande")

    def __init__(self, data: Any, demande: Data, path: Path = (), **options: Any) -> None:
        super().__init__(data, demande, path, **options)
        choices = [("", _("Aucun")), *((code, label(labels.REASONS, code)) for code in labels.REASONS)]
        for rank in range(1, MOST_REASONS + 1):
            main = rank == 1
            self.fields[f"reason_{rank}"] = forms.ChoiceField(
                label=_("Motif principal") if main else _("Motif %(rank)s") % {"rank": rank},
                choices=[("", _("Choisissez")), *choices[1:]] if main else choices,
                required=main,
                error_messages={
                    "required": _("Choisissez le motif principal."),
                    "invalid_choice": _("Choisissez une réponse dans la liste."),
                },
            )

    def read(self, part: Data) -> Data:
        """In their order."""
        return {f"reason_{rank}": code for rank, code in enumerate(part.get("reasons") or [], start=1)}

    def part(self) -> Data:
        """Each once, without gaps."""
        chosen = [self.cleaned_data.get(name) for name in self.fields]
        return {"reasons": list(dict.fromkeys(code for code in chosen if code))}

    def field_at(self, where: tuple[Any, ...]) -> str | None:
        """Faults of the list are told at its first field."""
        return "reason_1" if where[:1] == ("reasons",) else None


class PriorityForm(PartForm):
    """The bureau of the real site decides this; here the person who tries it does."""

    title = _("Priorité et réservataires")
    priority = forms.BooleanField(
        label=_("Demande prioritaire (article L313-26-2 du code de la construction et de l'habitation)"),
        required=False,
    )
    dalo = OptionalCodeField(schema.Dalo, labels.DALO, label=_("Droit au logement opposable (DALO)"))
    reservations = CodesField(schema.Reservation, labels.RESERVATIONS, label=_("Réservataires"))


class WishesForm(PartForm):
    """What kind of home, for how much."""

    title = _("Logement recherché")
    typologies = CodesField(schema.Typology, labels.TYPOLOGIES, label=_("Types de logement"))
    dwelling = OptionalCodeField(
        schema.Dwelling, labels.DWELLINGS, label=_("Appartement ou maison"), none=_("Sans préférence")
    )
    parking = PreferenceField(label=_("Place de stationnement"))
    max_rent = WholeNumberField(label=_("Loyer maximum"), help_text=_("En euros, charges comprises."))
    min_surface = WholeNumberField(label=_("Surface minimum"), help_text=_("En m²."))
    accessible = forms.BooleanField(
        label=_("Logement adapté aux personnes à mobilité réduite"), required=False
    )
