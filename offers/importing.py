"""A landlord's file, from the upload to the written offers: check every row, ask, then write.

Both passes go in batches, each its own transaction: a worker that dies loses one batch, which the beat takes
up again. Nothing is written before `confirm`; rows with errors never are.
"""

import datetime
import logging
from functools import partial

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import Landlord, User
from alin import circuits
from offers.checking import NEEDED
from offers.editing import Act, changes_between
from offers.errors import OfferError
from offers.models import Offer, OfferEvent, OfferImport, OfferImportRow
from offers.offer_files import REPLACED, Row, RowError, reference_problem
from offers.offer_rows import KnownRows, OfferRowForm
from offers.spreadsheets import read_rows
from offers.withdrawing import withdraw

logger = logging.getLogger(__name__)
State = OfferImport.State
Outcome = OfferImportRow.Outcome
BATCH = 200
AT_ONCE = 200  # rows that are checked while the person waits
COSTS = ("energy_cost_low", "energy_cost_high", "energy_cost_year")
WRITTEN = [*REPLACED, "version", "opens_at"]


class FileRefused(OfferError):
    """The file cannot be read as offers at all; `errors` says why, headings first."""

    def __init__(self, errors: list[RowError]) -> None:
        super().__init__(str(errors[0]))
        self.errors = errors


def start(landlord: Landlord, author: User, file_name: str, content: bytes) -> OfferImport:
    """Keep the file's rows and check them: at once when few, else in the background."""
    rows, errors = read_rows(content)
    if not rows:
        raise FileRefused(errors)
    with transaction.atomic():
        started = OfferImport.objects.create(
            landlord=landlord, author=author, file_name=file_name[:200], total=len(rows) + len(errors)
        )
        OfferImportRow.objects.bulk_create(_kept(started, rows, errors), batch_size=500)
    if len(rows) > AT_ONCE:
        _go_on(started)
    else:
        while check_batch(started.pk):
            pass
    return started


def _kept(started: OfferImport, rows: list[Row], errors: list[RowError]) -> list[OfferImportRow]:
    """Each line of the file with its cells; the lines that could not be read, and those that come twice."""
    kept = [
        OfferImportRow(
            offer_import=started,
            line=error.line,
            outcome=Outcome.ERROR,
            errors=[[error.column, error.message]],
        )
        for error in errors
    ]
    seen: dict[str, int] = {}
    for row in rows:
        reference = row.cells.get("reference", "")
        line = OfferImportRow(offer_import=started, line=row.line, reference=reference[:60], cells=row.cells)
        if reference and reference in seen:
            sentence = _("cette référence est déjà à la ligne %(line)s") % {"line": seen[reference]}
            line.outcome, line.errors = Outcome.ERROR, [["reference", sentence]]
        seen.setdefault(reference, row.line)
        kept.append(line)
    return kept


def check_batch(import_id: int) -> bool:
    """Check the next rows; False when none is left. Checking a row twice does no harm."""
    found = OfferImport.objects.select_related("landlord").get(pk=import_id)
    if found.state != State.CHECKING:
        return False
    rows = list(found.rows.filter(outcome=Outcome.PENDING)[:BATCH])
    for row, _offer, _there in _read(found.landlord, rows):
        row.cells = row.cells if row.outcome != Outcome.ERROR else {}
    with transaction.atomic():
        OfferImportRow.objects.bulk_update(rows, ["outcome", "errors"])
        left = found.rows.filter(outcome=Outcome.PENDING).exists()
        still = OfferImport.objects.filter(pk=found.pk, state=State.CHECKING)
        still.update(state=State.CHECKING if left else State.CHECKED, touched_at=timezone.now())
    return left


def confirm(found: OfferImport) -> bool:
    """Begin to write the rows that are right; False when somebody already did, or nothing is right."""
    right = found.rows.filter(outcome__in=[Outcome.ADD, Outcome.REPLACE])
    with transaction.atomic():
        asked = OfferImport.objects.filter(pk=found.pk, state=State.CHECKED)
        if not right.exists() or not asked.update(state=State.WRITING, touched_at=timezone.now()):
            return False
    if right.count() > AT_ONCE:
        _go_on(found)
    else:
        while write_batch(found.pk):
            pass
    return True


def give_up(found: OfferImport) -> None:
    """Forget the rows of a file that is not to be written."""
    with transaction.atomic():
        waiting = OfferImport.objects.filter(pk=found.pk, state__in=[State.CHECKED, State.CHECKING])
        if waiting.update(state=State.ABANDONED):
            found.rows.all().delete()


def write_batch(import_id: int) -> bool:
    """Write the next rows, each checked again: since the dry run the world may have changed."""
    with transaction.atomic():
        found = OfferImport.objects.select_for_update(no_key=True, of=("self",)).get(pk=import_id)
        if found.state != State.WRITING:
            return False
        rows = list(found.rows.filter(outcome__in=[Outcome.ADD, Outcome.REPLACE])[:BATCH])
        right: list[Read] = [read for read in _read(found.landlord, rows) if read[1]]
        _write(found, right)
        for row, _offer, there in right:
            row.outcome, row.cells = (Outcome.REPLACED if there else Outcome.ADDED), {}
        OfferImportRow.objects.bulk_update(rows, ["outcome", "errors", "cells"])
        left = found.rows.filter(outcome__in=[Outcome.ADD, Outcome.REPLACE]).exists()
        found.state = State.WRITING if left else State.DONE
        found.save(update_fields=["state", "touched_at"])
    return left


Read = tuple[OfferImportRow, Offer | None, Offer | None]


def _read(landlord: Landlord, rows: list[OfferImportRow]) -> list[Read]:
    """Each row with the offer it makes (None: its errors say why not) and the one it replaces."""
    known = KnownRows.of([row.cells for row in rows])
    there = Offer.objects.select_related("commune", "reserved_for").in_bulk(
        [row.reference for row in rows], field_name="reference"
    )
    read: list[Read] = []
    for row in rows:
        before = there.get(row.reference)
        offer, row.errors = _offer_of(row, landlord, known, before)
        right = Outcome.REPLACE if before else Outcome.ADD
        row.outcome = right if offer else Outcome.ERROR
        read.append((row, offer, before))
    return read


def _offer_of(
    row: OfferImportRow, landlord: Landlord, known: KnownRows, before: Offer | None
) -> tuple[Offer | None, list[list[str]]]:
    form = OfferRowForm(row.cells, Offer(landlord=landlord), known)
    errors = [[column, str(text)] for column, texts in form.errors.items() for text in texts]
    offer: Offer = form.instance
    problem = reference_problem(row.cells, before, landlord, {})
    if problem:
        errors.append(["reference", problem])
    if offer.status == Offer.Status.PUBLISHED:
        errors += [[name, str(NEEDED[name])] for name in COSTS if not row.cells.get(name)]
    if errors:
        return None, errors
    if before:
        offer.version = before.version + 1
        for name in ("published_on", "available_on"):
            if not row.cells.get(name):
                setattr(offer, name, getattr(before, name))
        if offer.published_on == before.published_on:
            offer.opens_at = before.opens_at
    return offer, []


def _write(found: OfferImport, right: list[Read]) -> None:
    """The offers, and a line of history each; a withdrawal goes through its act."""
    offers = [offer for _row, offer, _there in right if offer]
    for _row, offer, there in right:
        if offer and there and offer.status == Offer.Status.WITHDRAWN != there.status:
            withdraw(there, found.author)
            offer.version += 1
    Offer.objects.bulk_create(
        offers, batch_size=BATCH, update_conflicts=True, unique_fields=["reference"], update_fields=WRITTEN
    )
    keys = Offer.objects.in_bulk([offer.reference for offer in offers], field_name="reference")
    OfferEvent.objects.bulk_create(
        OfferEvent(
            offer=keys[offer.reference],
            act=Act.IMPORT,
            actor=found.author,
            reason=found.file_name,
            changes=changes_between(there, offer) if there else {},
        )
        for _row, offer, there in right
        if offer
    )


def stood_still() -> list[int]:
    """Files under way that no batch touched for two minutes: their worker died, or the broker lost them."""
    long_ago = timezone.now() - datetime.timedelta(minutes=2)
    waiting = OfferImport.objects.filter(state__in=[State.CHECKING, State.WRITING], touched_at__lt=long_ago)
    return list(waiting.order_by("touched_at").values_list("pk", flat=True)[:20])


def next_batch(import_id: int) -> bool:
    """One batch of whatever the file waits for; True while there is more."""
    return check_batch(import_id) or write_batch(import_id)


def _go_on(found: OfferImport) -> None:
    transaction.on_commit(partial(enqueue, found.pk), robust=True)


def enqueue(import_id: int) -> None:
    """Ask a worker for the next batch; without a broker beat does within three minutes."""
    from offers.tasks import import_turn

    if circuits.broker.is_open():
        return
    try:
        import_turn.delay(import_id)
    except Exception as error:  # any transport, any failure: the rows are safe and beat will come
        circuits.broker.open()
        logger.warning("The broker does not answer (%s): imports wait for beat", type(error).__name__)
