"""What a landlord decides about an offer's life: publish, schedule, extend, withdraw (R5.6).

Each act locks the row, checks again, writes one line of history and tells the floors above within its
transaction. `version` is that of the page the person acted on.
"""

import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from alin.dates import PARIS, local_today
from alin.formats import moment, short_date
from offers.checking import problems
from offers.editing import Act, lock, note
from offers.errors import OfferError
from offers.models import Offer
from offers.opening import announce
from offers.signals import offer_extended
from offers.withdrawing import withdraw

LONGEST = datetime.timedelta(days=180)  # of an offer's deadline from today


def publish(offer: Offer, actor: User, version: int, at: datetime.datetime | None = None) -> Offer:
    """Open a draft, or a scheduled offer, to applicants: now, or at that moment; raises OfferError."""
    now = timezone.now()
    if at is not None and at <= now:
        raise OfferError(_("Ce moment est passé : choisissez-en un à venir, ou publiez maintenant."), "at")
    with transaction.atomic():
        locked = lock(offer, version)
        if locked.state not in (Offer.State.DRAFT, Offer.State.SCHEDULED):
            raise OfferError(_("Cette offre est déjà publiée, ou ne peut plus l'être."))
        if found := problems(locked):
            raise OfferError(found[0].sentence)
        day = at.astimezone(PARIS).date() if at else local_today()
        if locked.deadline < day:
            raise OfferError(_("La date limite de candidature précède la publication."), "at")
        locked.status, locked.published_on, locked.opens_at = Offer.Status.PUBLISHED, day, at
        _write(locked, "status", "published_on", "opens_at")
        note(locked, Act.SCHEDULE if at else Act.PUBLISH, actor, reason=moment(at) if at else "")
        announce(locked)
    return locked


def unschedule(offer: Offer, actor: User, version: int) -> Offer:
    """Make a draft again of an offer that has not opened yet."""
    with transaction.atomic():
        locked = lock(offer, version)
        if locked.state != Offer.State.SCHEDULED:
            raise OfferError(_("Cette offre n'attend plus sa publication."))
        locked.status, locked.opens_at = Offer.Status.DRAFT, None
        _write(locked, "status", "opens_at")
        note(locked, Act.UNSCHEDULE, actor)
    return locked


def extend(offer: Offer, actor: User, version: int, until: datetime.date, reason: str) -> Offer:
    """Give applicants more days; those who applied are told, with the reason."""
    with transaction.atomic():
        locked = lock(offer, version)
        if locked.state not in (Offer.State.OPEN, Offer.State.CLOSED):
            raise OfferError(_("La date limite de cette offre ne peut pas être repoussée."))
        before, today = locked.deadline, local_today()
        if until <= before or until < today:
            raise OfferError(
                _("Choisissez une date après le %(date)s.") % {"date": short_date(max(before, today))},
                "until",
            )
        if until > today + LONGEST:
            raise OfferError(
                _("Choisissez une date avant le %(date)s.") % {"date": short_date(today + LONGEST)}, "until"
            )
        locked.deadline = until
        _write(locked, "deadline")
        changes = {"deadline": [before.isoformat(), until.isoformat()]}
        event = note(locked, Act.EXTEND, actor, reason, changes)
        offer_extended.send(sender=Offer, offer=locked, event_id=event.pk, reason=reason)
        announce(locked)
    return locked


def take_off(offer: Offer, actor: User, version: int, message: str) -> Offer:
    """Withdraw a published offer; the candidates read the message."""
    with transaction.atomic():
        locked = lock(offer, version)
        if locked.status != Offer.Status.PUBLISHED:
            raise OfferError(_("Seule une offre publiée peut être retirée."))
        return withdraw(locked, actor, message)


def _write(offer: Offer, *names: str) -> None:
    offer.version += 1
    offer.save(update_fields=[*names, "version"])
