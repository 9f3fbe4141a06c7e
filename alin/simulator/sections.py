"""The sections of a demande that are edited on a page each, and the long form of a new demande."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import reduce
from typing import NamedTuple

from django.forms import Form
from django.http import QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alin.simulator.forms import home, money, people
from alin.simulator.forms.base import PartForm, Words
from alin.simulator.forms.faults import sentence
from alin.simulator.forms.rows import CommuneRows, DependantRows, Rows
from alin.templatetags.al_in import first_control
from applications.registry.editing import Data, PartRefused, merged

Block = PartForm | Rows
Typed = QueryDict | None
Build = Callable[[Typed, Data], Iterator[Block]]
ADULTS = (("applicant", _("Demandeur")), ("co_applicant", _("Codemandeur")))


@dataclass(frozen=True)
class Section:
    """One page of fields; `group` is the part of the overview (applications/summary.py) it belongs to."""

    key: str
    group: str
    title: Words
    build: Build


class Problem(NamedTuple):
    """A line of the summary of errors: the control it leads to, its label, the sentence."""

    anchor: str
    label: str
    text: str


class Sheet:
    """The blocks of a page, filled from a demande and from what was typed."""

    def __init__(self, build: Build, typed: Typed, demande: Data) -> None:
        self.blocks = list(build(typed, demande))
        self.errors: list[str] = []
        self.is_bound = typed is not None

    def is_complete(self) -> bool:
        """Was it sent to be saved, and can every block be read? All blocks say what is wrong with them."""
        if not self.is_bound:
            return False
        if any(isinstance(block, Rows) and block.asks_for_more for block in self.blocks):
            for block in self.blocks:
                block.hush()
            return False
        return all([block.is_valid() for block in self.blocks])  # noqa: C419 - not only up to the first

    @property
    def problems(self) -> list[Problem]:
        """What is wrong beside a field, for the summary on top of the page."""
        return [
            Problem(first_control(field), str(field.label), str(field.errors[0]))
            for form in self._forms()
            for field in form
            if self.is_bound and field.errors
        ]

    def _forms(self) -> Iterator[Form]:
        for block in self.blocks:
            if isinstance(block, Rows):
                yield from block.rows.forms
            else:
                yield block

    def changes(self) -> Data:
        """What to write."""
        parts: list[Data] = [block.changes() for block in self.blocks]
        return reduce(merged, parts, {})

    def show(self, refusal: PartRefused) -> None:
        """Each fault of the schema beside its field; one about another section above them all."""
        for fault in refusal.faults:
            if not any(block.take(fault) for block in self.blocks):
                self.errors.append(
                    gettext("Une autre partie de la demande est à corriger : %(fault)s")
                    % {"fault": sentence(fault)}
                )


def _adults(demande: Data) -> Iterator[tuple[str, Words]]:
    for key, role in ADULTS:
        if key == "applicant" or demande.get(key):
            yield key, _role(demande, key, role)


def _role(demande: Data, key: str, role: Words) -> Words:
    """« Codemandeur · Denis GIGI »."""
    adult = demande.get(key)
    return f"{role} · {adult['first_name']} {adult['last_name']}" if adult else role


def _applicant(typed: Typed, demande: Data) -> Iterator[Block]:
    yield people.IdentityForm(typed, demande, ("applicant",))


def _co_applicant(typed: Typed, demande: Data) -> Iterator[Block]:
    yield people.IdentityForm(typed, demande, ("co_applicant",))
    yield people.LinkForm(typed, demande)


def _contact(typed: Typed, demande: Data) -> Iterator[Block]:
    yield people.RegistrationMailForm(typed, demande)
    for key, role in _adults(demande):
        yield people.ContactForm(typed, demande, (key,), title=role)


def _household(typed: Typed, demande: Data) -> Iterator[Block]:
    yield DependantRows(typed, demande)
    yield people.UnbornForm(typed, demande)


def _work(typed: Typed, demande: Data) -> Iterator[Block]:
    for key, role in _adults(demande):
        yield people.EmploymentForm(typed, demande, (key,), title=role)


def _resources(typed: Typed, demande: Data) -> Iterator[Block]:
    for key, role in _adults(demande):
        yield money.ResourcesForm(typed, demande, (key,), title=role)


def _taxes(typed: Typed, demande: Data) -> Iterator[Block]:
    for key, role in _adults(demande):
        yield money.TaxForm(typed, demande, (key,), title=role)
    yield money.RecentIncomeForm(typed, demande)


def _housing(typed: Typed, demande: Data) -> Iterator[Block]:
    yield home.CurrentHousingForm(typed, demande, ("current_housing",))


def _reasons(typed: Typed, demande: Data) -> Iterator[Block]:
    yield home.ReasonsForm(typed, demande)


def _priority(typed: Typed, demande: Data) -> Iterator[Block]:
    yield home.PriorityForm(typed, demande)


def _wishes(typed: Typed, demande: Data) -> Iterator[Block]:
    yield CommuneRows(typed, demande)
    yield home.WishesForm(typed, demande, ("wishes",))


def new_demande(typed: Typed, demande: Data) -> Iterator[Block]:
    """All sections but the co-applicant's, who is added once the demande has its number."""
    yield people.IdentityForm(typed, demande, ("applicant",), title=_("Vous"))
    yield people.RegistrationMailForm(typed, demande, title=_("Vous joindre"))
    yield people.ContactForm(typed, demande, ("applicant",), title=_("Coordonnées"))
    yield from _household(typed, demande)
    yield people.EmploymentForm(typed, demande, ("applicant",), title=_("Situation professionnelle"))
    yield money.ResourcesForm(typed, demande, ("applicant",), title=_("Ressources mensuelles"))
    yield money.TaxForm(typed, demande, ("applicant",), title=_("Revenus imposables"))
    yield home.CurrentHousingForm(typed, demande, ("current_housing",), title=_("Logement actuel"))
    yield home.ReasonsForm(typed, demande)
    yield from _wishes(typed, demande)
    yield home.PriorityForm(typed, demande)


SECTIONS = {
    section.key: section
    for section in (
        Section("demandeur", "situation", _("Demandeur"), _applicant),
        Section("codemandeur", "situation", _("Codemandeur"), _co_applicant),
        Section("contact", "situation", _("Coordonnées"), _contact),
        Section("foyer", "household", _("Personnes à loger"), _household),
        Section("emploi", "work", _("Situation professionnelle"), _work),
        Section("ressources", "resources", _("Ressources mensuelles"), _resources),
        Section("revenus", "resources", _("Revenus imposables"), _taxes),
        Section("logement", "housing", _("Logement actuel"), _housing),
        Section("motifs", "reasons", _("Motifs de la demande"), _reasons),
        Section("souhaits", "wishes", _("Logement recherché"), _wishes),
        Section("priorite", "demande", _("Priorité et réservataires"), _priority),
    )
}
