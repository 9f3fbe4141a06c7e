"""Change demandes of the simulated registry, one part at a time, always through the registry's own schema.

Each act reads the row afresh under its lock and writes only what it is about, so that two open pages
never undo each other's sections. `updated_at` of the row tells changes_since that something happened.
"""

import datetime
from collections.abc import Callable, Collection
from secrets import randbelow
from typing import Any

from django.db import IntegrityError, transaction
from pydantic import ValidationError

from alin.dates import local_today
from alin.places.models import Commune
from applications.documents import required_documents
from applications.models import SimulatedDemande
from applications.registry.protocol import RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.schema import Demande
from applications.unique_number import normalise

Data = dict[str, Any]
ILE_DE_FRANCE = ("75", "77", "78", "91", "92", "93", "94", "95")
ILE_DE_FRANCE_TERRITORY = "111"  # the whole region registers under one
CORSICA = ("2A", "2B")
CORSICA_TERRITORY = "020"  # a usual number has figures there
SEQUENCES = 1_000_000
TRIES = 20


class PartRefused(Exception):
    """What was given does not fit the schema; nothing was written. `faults` are pydantic's, with `loc`."""

    def __init__(self, faults: list[Any]) -> None:
        super().__init__(f"{len(faults)} faults")
        self.faults = faults


def find(unique_number: str) -> Demande:
    """The demande, struck off or not. Raises UnknownNumber, or RegistryUnavailable for an unreadable row."""
    row = SimulatedDemande.objects.filter(pk=normalise(unique_number)).first()
    if row is None:
        raise UnknownNumber
    return _typed(row)


def create(given: Data, today: datetime.date | None = None) -> Demande:
    """File a new demande today under a number of its own.

    `given` is a demande without number and filing date. Raises PartRefused.
    """
    filed_on = today or local_today()
    communes = (given.get("wishes") or {}).get("communes") or []
    department = department_at(communes[0]) if communes else ""
    for _try in range(TRIES):
        number = new_number(department, filed_on)
        demande = _checked({**given, "unique_number": number, "filed_on": filed_on.isoformat()})
        try:
            # A savepoint: a number that somebody took meanwhile must not end the caller's transaction.
            with transaction.atomic():
                SimulatedDemande(unique_number=number, data=_plain(demande)).save(force_insert=True)
        except IntegrityError:
            continue
        return demande
    raise RuntimeError("No free number was drawn; the table of this month must be nearly full.")


def new_number(department: str, filed_on: datetime.date) -> str:
    """A number of the usual shape: territory 3, month 2, year 2, sequence 6, desk 5.

    The sequence is drawn, not counted: two at once seldom meet, and none tells the next.
    """
    if department in ILE_DE_FRANCE or not department:
        territory = ILE_DE_FRANCE_TERRITORY
    elif department in CORSICA:
        territory = CORSICA_TERRITORY
    else:
        territory = department.zfill(3)
    desk = f"G{department or '75'}".ljust(5, "0")
    return f"{territory}{filed_on:%m%y}{randbelow(SEQUENCES):06d}{desk}"


def department_at(insee: str) -> str:
    """The department of a commune; overseas codes have three figures."""
    known = Commune.objects.filter(pk=insee).values_list("department_id", flat=True).first()
    return known or (insee[:3] if insee.startswith("97") else insee[:2])


def save_part(unique_number: str, changes: Data) -> Demande:
    """Write some fields and leave all others as they are; returns the demande as it now stands.

    `changes` is nested like the demande: an object goes into the one there is, lists and single values
    replace. Raises UnknownNumber, StruckOff or PartRefused.
    """
    return _change(unique_number, lambda demande: merged(_plain(demande), changes))


def renew(unique_number: str, today: datetime.date | None = None) -> Demande:
    """Renewed today: valid for twelve more months. Raises UnknownNumber or StruckOff."""
    day = (today or local_today()).isoformat()
    return save_part(unique_number, {"renewed_on": day})


def strike_off(unique_number: str, reason: str) -> Demande:
    """The end of a demande, for a reason of the list `radiation`; nothing changes it any more.

    Raises UnknownNumber, StruckOff when it was already, or PartRefused.
    """
    return save_part(unique_number, {"struck_off": reason or "?"})


def mark_filed(unique_number: str, ticked: Collection[str], today: datetime.date | None = None) -> Demande:
    """Of the documents asked for today, exactly these are filed; what is known of other days stays.

    Raises UnknownNumber or StruckOff.
    """
    day = today or local_today()

    def changed(demande: Demande) -> Data:
        asked = {line.key for line in required_documents(demande, day)}
        kept = asked.intersection(ticked)
        # « applicant:salaires » stands for every month of it: where one of these is taken back, its general
        # word goes too, and those still filed are written one by one.
        taken_back = {word for key in asked - kept for word in _words_for(key)}
        left = [word for word in demande.documents_filed if word not in taken_back]
        return {**_plain(demande), "documents_filed": left + sorted(kept.difference(left))}

    return _change(unique_number, changed)


def _words_for(key: str) -> set[str]:
    """All the words by which documents_filed may name a required document."""
    owner, kind, *_period = key.split(":")
    return {key, f"{owner}:{kind}", kind}


def merged(data: Data, changes: Data) -> Data:
    """`changes` laid over `data`, object into object."""
    result = dict(data)
    for name, value in changes.items():
        before = result.get(name)
        result[name] = merged(before or {}, value) if isinstance(value, dict) else value
    return result


def _change(unique_number: str, changed: Callable[[Demande], Data]) -> Demande:
    with transaction.atomic():
        row = SimulatedDemande.objects.select_for_update().filter(pk=normalise(unique_number)).first()
        if row is None:
            raise UnknownNumber
        before = _typed(row)
        if before.struck_off:
            raise StruckOff(before.struck_off)
        after = _checked(changed(before))
        if after != before:  # a form saved as it was is no change for those who ask what changed
            row.data = _plain(after)
            row.save(update_fields=["data", "updated_at"])
    return after


def _typed(row: SimulatedDemande) -> Demande:
    """The row's demande; one that an older schema let in is no answer, as for the portal."""
    try:
        return Demande.model_validate(row.data)
    except ValidationError as error:
        raise RegistryUnavailable from error


def _checked(data: Data) -> Demande:
    try:
        return Demande.model_validate(data)
    except ValidationError as error:
        raise PartRefused(error.errors()) from None


def _plain(demande: Demande) -> Data:
    return demande.model_dump(mode="json")
