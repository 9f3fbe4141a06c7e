"""« Je postule »: what keeps a file from applying to an offer, and applying (R6.1–R6.3).

One active candidature per application, whatever happens at the same time: the application's row is locked
while applying, and the database's partial unique index has the last word.
"""

import datetime
from typing import TYPE_CHECKING

from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice
from alin.dates import local_today
from applications.models import HousingApplication
from applications.progress import Obstacle, cannot_apply_reasons
from applications.sharing import current_choice
from candidatures import notices
from candidatures.errors import CandidatureError, NotAllowed
from candidatures.models import Act, Candidature, HistoryEntry, Role, State
from candidatures.performing import lock_offer
from candidatures.scoring import score
from candidatures.workflow import BEFORE_LANDLORD, perform
from offers.models import Offer
from offers.rules import Status, Verdict, verdicts

if TYPE_CHECKING:
    from accounts.models import User


class CannotApply(CandidatureError):
    """Applying was refused; `obstacles` has every reason with its way out."""

    def __init__(self, obstacles: list[Obstacle]) -> None:
        super().__init__(obstacles[0].message)
        self.obstacles = obstacles


def active_candidature(application: HousingApplication) -> Candidature | None:
    """The one candidature that is running, if any."""
    return (
        Candidature.objects.active()
        .filter(application_id=application.pk)
        .select_related("offer__commune", "offer__landlord")
        .first()
    )


def obstacles(application: HousingApplication, offer: Offer) -> list[Obstacle]:
    """Everything that keeps this file from applying to this offer, each with its way out (R6.3)."""
    return obstacles_among(application, offer, verdicts(application, offer), active_candidature(application))


def obstacles_among(
    application: HousingApplication, offer: Offer, given: list[Verdict], active: Candidature | None
) -> list[Obstacle]:
    """The same, for a page that has the rules' verdicts and the running candidature already.

    A code of the list: those of `cannot_apply_reasons`, `offer_closed`, `rule:<rule>`, `already_here`,
    `active` (cancellable: `cancel_and_apply` is the way out) or `active_sent` (nothing but time is).
    """
    found = cannot_apply_reasons(application, local_today())
    found += _offer_obstacles(offer)
    found += _rule_obstacles(given)
    found += _candidature_obstacles(active, offer)
    return found


def _offer_obstacles(offer: Offer) -> list[Obstacle]:
    """The offer no longer takes candidatures, or not yet; its deadline's day still counts (R5.7)."""
    today = local_today()
    if offer.is_open(today):
        return []
    if offer.status == Offer.Status.ALLOCATED:
        message = _("Ce logement est déjà attribué.")
    elif offer.status != Offer.Status.PUBLISHED:
        message = _("Cette offre n'est plus proposée.")
    elif offer.state == Offer.State.SCHEDULED:
        message = _("Cette offre n'est pas encore ouverte aux candidatures.")
    else:
        message = _("La date limite de candidature est passée.")
    return [Obstacle("offer_closed", message, _("Voir les autres offres"), reverse("offers:search"))]


def _rule_obstacles(given: list[Verdict]) -> list[Obstacle]:
    """A rule that says no, or cannot say yes (R1)."""
    return [
        Obstacle(
            f"rule:{verdict.rule.value}",
            verdict.sentence,
            _("Voir les offres adaptées à ma situation"),
            reverse("offers:search"),
        )
        for verdict in given
        if verdict.status != Status.OK
    ]


def _candidature_obstacles(active: Candidature | None, offer: Offer) -> list[Obstacle]:
    """One active candidature at a time: every state that is not final (R6.2)."""
    if active is None:
        return []
    if active.offer_id == offer.pk:
        message = _("Vous avez déjà postulé à cette offre.")
        return [Obstacle("already_here", message, _("Voir ma candidature"), active.get_absolute_url())]
    if active.state in BEFORE_LANDLORD:
        message = _("Vous avez déjà une candidature en cours pour un autre logement.")
        url = reverse("candidatures:apply", args=[offer.reference])
        return [Obstacle("active", message, _("L'annuler et postuler ici"), url)]
    message = _("Votre candidature en cours est chez le bailleur. Vous pourrez postuler après sa réponse.")
    return [Obstacle("active_sent", message, _("Suivre ma candidature"), active.get_absolute_url())]


def apply(application: HousingApplication, offer: Offer, actor: "User") -> Candidature:
    """Apply; the same request again returns the candidature already there. Raises CannotApply."""
    return _apply(application, offer, actor, cancelling=None)


def cancel_and_apply(
    application: HousingApplication, offer: Offer, actor: "User", cancelled: Candidature
) -> Candidature:
    """Cancel the candidature the person was shown and apply here: both happen or neither.

    Raises CannotApply, or what `perform` raises when it was sent to the landlord in the meantime.
    """
    return _apply(application, offer, actor, cancelling=cancelled)


def _apply(
    application: HousingApplication, offer: Offer, actor: "User", cancelling: Candidature | None
) -> Candidature:
    if application.owner_id != actor.pk:
        raise NotAllowed
    with transaction.atomic():
        offer, application = _locked(offer, application)
        active = active_candidature(application)
        if active is not None and active.offer_id == offer.pk:
            return active
        if active is not None and cancelling is not None and active.pk == cancelling.pk:
            perform(active, Act.CANCEL, actor)
        # Read under the locks and before the check: no candidature is later than its offer.
        now = timezone.now()
        if reasons := obstacles(application, offer):
            raise CannotApply(reasons)
        return _create(application, offer, actor, now)


def _locked(offer: Offer, application: HousingApplication) -> tuple[Offer, HousingApplication]:
    """Both as they stand now: nobody withdraws the offer or applies in another tab until this ends."""
    lock_offer(offer.pk)
    HousingApplication.objects.select_for_update(no_key=True).get(pk=application.pk)
    return (
        Offer.objects.select_related("commune", "landlord", "reserved_for").get(pk=offer.pk),
        HousingApplication.objects.with_file_data().get(pk=application.pk),
    )


def _create(
    application: HousingApplication, offer: Offer, actor: "User", now: datetime.datetime
) -> Candidature:
    """Write the candidature with its score, the first line of its history and its message."""
    given = score(application, offer)
    try:
        with transaction.atomic():
            candidature = Candidature.objects.create(
                application=application,
                offer=offer,
                score=given.total,
                score_points=given.points,
                score_version=given.version,
                filed_on=application.filed_on,
                wish_rank=given.wish_rank,
                sharing_choice=current_choice(application) or SharingChoice.ANONYMOUS,
                applied_at=now,
            )
    except IntegrityError as error:
        active = active_candidature(application)
        raise CannotApply(_candidature_obstacles(active, offer)) from error
    entry = HistoryEntry.objects.create(
        candidature=candidature, act=Act.APPLY, actor=actor, to_state=State.APPLIED, at=now
    )
    notices.tell(candidature, entry, (Role.APPLICANT,))
    return candidature
