"""Which supporting documents a household must have filed at its registration site (R3.9).

The list is data: data/supporting_documents.csv, one line per kind of document with when it is asked for, of
whom and why (arrêté of 22/12/2020 amended April 2022; see docs/documents.md). A document's key is
`person:document` or `person:document:period` and never depends on order or language, so a box that was
ticked stays ticked after an update as long as the same document is asked for.
"""

import csv
import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models, transaction
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from alin.dates import add_months
from applications.document_facts import HOUSEHOLD, Person, household_words, people
from applications.models import DocumentTick, HousingApplication
from applications.registry.schema import Adult, Demande

TABLE = Path(__file__).parent / "data" / "supporting_documents.csv"
PAYSLIPS = 3
# Notices on last year's income reach everybody by the end of August.
NOTICES_OUT_BY = (9, 1)


class Group(models.TextChoices):
    """The handbook's categories, in the order of its page."""

    IDENTITY = "identity", _("Identité")
    FAMILY = "family", _("Situation familiale")
    WORK = "work", _("Situation professionnelle")
    RESOURCES = "resources", _("Ressources")
    TAX = "tax", _("Avis d'imposition")
    HOUSING = "housing", _("Logement actuel")
    REASON = "reason", _("Motif")


class Obligation(models.TextChoices):
    """What the law asks the document for; the portal needs every one of them (R3.9)."""

    REGISTRATION = "registration", _("Obligatoire pour enregistrer la demande")
    INSTRUCTION = "instruction", _("Obligatoire pour étudier la demande")
    SITUATION = "situation", _("Demandée selon la situation")


@dataclass(frozen=True)
class RequiredDocument:
    """One line of the checklist. `filed`: the registration site already says that it has it.

    `period` is `payslips`, `tax_years` or empty, as in the table.
    """

    key: str
    person: str
    group: str
    label: str
    why: str
    example: str
    filed: bool
    obligation: Obligation = Obligation.SITUATION
    period: str = ""


@dataclass(frozen=True)
class Kind:
    """A line of the table: `when` holds any of the words of document_facts, `who` is whose it is."""

    key: str
    group: Group
    obligation: Obligation
    when: frozenset[str]
    who: str
    period: str
    texts: dict[str, str]

    def text(self, name: str) -> str:
        """`label`, `why` or `example` in the language being spoken; French where there is no other."""
        return self.texts.get(f"{name}_{get_language()}") or self.texts[f"{name}_fr"]


@dataclass(frozen=True)
class Period:
    """The month or the year a document is about: the end of its key, and the words of its label."""

    key: str
    words: dict[str, str]


@cache
def kinds() -> tuple[Kind, ...]:
    """The table, read once per process, in its own order."""
    with TABLE.open(encoding="utf-8", newline="") as lines:
        return tuple(
            Kind(
                key=line["key"],
                group=Group(line["group"]),
                obligation=Obligation(line["obligation"]),
                when=frozenset(line["when"].split()),
                who=line["who"],
                period=line["period"],
                texts={name: line[name] for name in line if name.endswith(("_fr", "_en"))},
            )
            for line in csv.DictReader(lines)
        )


def required_documents(demande: Demande, today: datetime.date) -> list[RequiredDocument]:
    """Every document this household must have filed on that day, by person, then by category.

    The household's own documents (lease, reasons) are listed under the applicant, who files them.
    """
    everyone = people(demande, today)
    household = household_words(demande)
    groups = list(Group)
    found: list[RequiredDocument] = []
    for person in everyone:
        own = [
            (kind, owner)
            for kind in kinds()
            for owner in _owners(kind, everyone, household)
            if owner == person.key or (owner == HOUSEHOLD and person.key == "applicant")
        ]
        for kind, owner in sorted(own, key=lambda pair: groups.index(pair[0].group)):
            found += _lines(kind, owner, person, set(demande.documents_filed), today)
    return found


def unticked(application: HousingApplication, today: datetime.date) -> list[RequiredDocument]:
    """The required documents whose box is not ticked: all must be, to submit and to apply."""
    ticked = {tick.key for tick in application.document_ticks.all()}
    return [line for line in required_documents(application.demande, today) if line.key not in ticked]


def record_ticks(application: HousingApplication, ticked: Collection[str], today: datetime.date) -> None:
    """Keep which of today's required documents are ticked; boxes of other days are left alone.

    A line that was not there at the last save stays new until it is ticked (see document_news.py).
    """
    asked = {line.key for line in required_documents(application.demande, today)}
    wanted = asked.intersection(ticked)
    with transaction.atomic():
        locked = HousingApplication.objects.select_for_update().get(pk=application.pk)
        known = set(locked.documents_seen) | wanted if locked.documents_seen else asked
        locked.documents_seen = application.documents_seen = sorted(known & asked)
        locked.save(update_fields=["documents_seen"])
        application.document_ticks.filter(key__in=asked - wanted).delete()
        DocumentTick.objects.bulk_create(
            [DocumentTick(application=application, key=key) for key in sorted(wanted)],
            ignore_conflicts=True,
        )


def forget_replaced_person(application: HousingApplication, before: Demande) -> None:
    """After an update: another co-applicant has other papers, so the former one's ticks go."""
    former, present = before.co_applicant, application.demande.co_applicant
    if former is None or (present and _identity(present) == _identity(former)):
        return
    application.document_ticks.filter(key__startswith="co_applicant:").delete()


def _identity(adult: Adult) -> tuple[str, datetime.date]:
    return adult.first_name.casefold(), adult.birth_date


def payslip_months(today: datetime.date) -> list[datetime.date]:
    """The first days of the last three complete months, the newest first."""
    return [add_months(today.replace(day=1), -back) for back in range(1, PAYSLIPS + 1)]


def tax_years(today: datetime.date) -> list[int]:
    """The income years whose notices are asked for: N-2, and N-1 too once its notices are out."""
    years = [today.year - 2]
    if (today.month, today.day) >= NOTICES_OUT_BY:
        years.append(today.year - 1)
    return years


def _owners(kind: Kind, everyone: list[Person], household: frozenset[str]) -> list[str]:
    """The keys of those this kind of document is asked of."""
    if kind.who == HOUSEHOLD:
        return [HOUSEHOLD] if kind.when & household else []
    if kind.who == "applicant":
        return ["applicant"] if kind.when & (everyone[0].words | _of_applicant(household)) else []
    if kind.who == "concerned":
        concerned = [person.key for person in everyone if "disabled" in person.words]
        return (concerned or ["applicant"]) if kind.when & household else []
    return [person.key for person in everyone if kind.when & person.words]


def _of_applicant(household: frozenset[str]) -> frozenset[str]:
    """The household's words without the co-applicant's family situation, which is theirs alone."""
    return frozenset(word for word in household if not word.startswith("situation:"))


def _lines(
    kind: Kind, owner: str, person: Person, filed: set[str], today: datetime.date
) -> Iterator[RequiredDocument]:
    prefix = (
        gettext("Ma situation personnelle") if person.key == "applicant" else gettext("Situation personnelle")
    )
    for period in _periods(kind.period, today):
        general = f"{owner}:{kind.key}"
        key = f"{general}:{period.key}" if period.key else general
        yield RequiredDocument(
            key=key,
            person=person.label,
            group=f"{prefix}-{kind.group.label}",
            label=kind.text("label").format(**period.words),
            why=kind.text("why"),
            example=kind.text("example"),
            filed=bool(filed & {key, general, kind.key}),
            obligation=kind.obligation,
            period=kind.period,
        )


def _periods(name: str, today: datetime.date) -> list[Period]:
    if name == "payslips":
        return [_month(month) for month in payslip_months(today)]
    if name == "tax_years":
        return [
            Period(str(year), {"income_year": str(year), "notice_year": str(year + 1)})
            for year in tax_years(today)
        ]
    return [Period("", {})]


def _month(first: datetime.date) -> Period:
    """« de Septembre 2021 », « d'Avril 2021 », as the handbook writes them."""
    written = capfirst(date_format(first, "F Y"))
    of_month = f"d'{written}" if written[0] in "AO" else f"de {written}"
    return Period(f"{first:%Y-%m}", {"month": written, "of_month": of_month})
