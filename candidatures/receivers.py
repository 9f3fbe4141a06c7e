"""What candidatures do when a floor below tells them something; connected in apps.py."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.models import User
from applications.models import HousingApplication
from applications.signals import (
    Consequence,
    DeletionBlocked,
    DeletionEffect,
    application_deleting,
    application_deletion_asked,
    application_updated,
)
from candidatures import notices
from candidatures.applying import active_candidature
from candidatures.models import Act, Candidature
from candidatures.workflow import BEFORE_LANDLORD, WITHDRAWABLE, perform
from offers.models import Offer
from offers.rules import Status, is_eligible, verdicts
from offers.signals import offer_extended, offer_withdrawn


def _blocked_sentence() -> str:
    """For the demande's page and the account's alike."""
    return _(
        "Votre candidature est chez le bailleur. La suppression sera possible quand il aura donné sa réponse."
    )


@receiver(application_deletion_asked, dispatch_uid="candidatures.deletion_asked")
def say_what_deleting_does(application: HousingApplication, **kwargs: Any) -> DeletionEffect | None:
    """For the page that asks to confirm."""
    active = active_candidature(application)
    if active is None:
        return None
    if active.state in BEFORE_LANDLORD:
        sentence = _("Votre candidature en cours (%(reference)s) sera annulée.")
        return DeletionEffect(sentence % {"reference": active.reference})
    return DeletionEffect(_blocked_sentence(), blocks=True)


@receiver(application_deleting, dispatch_uid="candidatures.deleting")
def cancel_before_deleting(application: HousingApplication, actor: User, **kwargs: Any) -> None:
    """Cancel what may still be cancelled; a file at the landlord's keeps its demande."""
    active = active_candidature(application)
    if active is None:
        return
    if active.state not in BEFORE_LANDLORD:
        raise DeletionBlocked(_blocked_sentence())
    perform(active, Act.CANCEL, actor)


@receiver(application_updated, dispatch_uid="candidatures.application_updated")
def say_what_no_longer_fits(
    before: HousingApplication, application: HousingApplication, **kwargs: Any
) -> Consequence | None:
    """The home of the running candidature fitted the file, and no longer does; nothing is cancelled."""
    active = active_candidature(application)
    if active is None:
        return None
    wrong = [one for one in verdicts(application, active.offer) if one.status != Status.OK]
    if not wrong or not is_eligible(verdicts(before, active.offer)):
        return None
    sentence = _(
        "Le logement de votre candidature ne correspond plus à votre situation : %(rule)s. "
        "Elle reste en cours : un conseiller ou le bailleur peut vous contacter."
    )
    return Consequence(
        sentence % {"rule": str(wrong[0].sentence).rstrip(".")},
        _("Voir ma candidature"),
        active.get_absolute_url(),
    )


@receiver(offer_withdrawn, dispatch_uid="candidatures.offer_withdrawn")
def end_those_of_a_withdrawn_offer(offer: Offer, message: str = "", **kwargs: Any) -> None:
    """End every running candidature, each with its mail; a signed lease binds the landlord and goes on."""
    running = Candidature.objects.filter(offer=offer, state__in=WITHDRAWABLE)
    for candidature in running.select_for_update().order_by("pk"):
        perform(candidature, Act.WITHDRAW, None, note=message)


@receiver(offer_extended, dispatch_uid="candidatures.offer_extended")
def tell_those_of_an_extended_offer(offer: Offer, event_id: int, reason: str, **kwargs: Any) -> None:
    """Those who wait for an answer learn that it comes later, and why."""
    waiting = Candidature.objects.filter(offer=offer).active().select_related("application__owner")
    for candidature in waiting.order_by("pk"):
        notices.tell_of_extension(candidature, offer, event_id, reason)
