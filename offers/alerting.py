"""What a person does with alerts: make, change, pause, stop, delete (R5.5)."""

from django.conf import settings
from django.db import transaction
from django.http import QueryDict
from django.utils.translation import gettext as _

from accounts.models import User
from alin.outbox.models import Message
from offers.alert_criteria import Criteria, criteria_of, usual_name
from offers.alert_matching import matches
from offers.models import Alert, AlertPlace, Announcement
from offers.models.alerts import EVERYWHERE
from offers.searching import Search, application_of, clean_query

__all__ = [
    "AlertRefused",
    "AlreadyThere",
    "TooManyAlerts",
    "change",
    "create",
    "criteria_from",
    "delete",
    "matches",
    "set_active",
]
Frequency = Alert.Frequency


class AlertRefused(Exception):
    """The alert cannot be made; `message` is for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class TooManyAlerts(AlertRefused):
    """The account has as many alerts as it may."""


class AlreadyThere(AlertRefused):
    """The person has an alert for this very search: `alert`."""

    def __init__(self, alert: Alert) -> None:
        super().__init__(
            _("Vous avez déjà une alerte pour cette recherche : « %(name)s ».") % {"name": alert}
        )
        self.alert = alert


def criteria_from(query: str, user: User) -> Criteria:
    """The criteria a search's address describes, for this reader."""
    return criteria_of(Search(clean_query(QueryDict(query[:2000])), application_of(user)))


def create(user: User, criteria: Criteria, name: str, frequency: str) -> Alert:
    """Keep a search as an alert; raises AlreadyThere or TooManyAlerts.

    The person's row is locked, so that two tabs together cannot pass the limit.
    """
    with transaction.atomic():
        User.objects.get_queryset().select_for_update(no_key=True).get(pk=user.pk)
        own = Alert.objects.of(user)
        same = own.filter(query=criteria.query).first()
        if same:
            raise AlreadyThere(same)
        if own.count() >= settings.ALERTS_PER_ACCOUNT:
            raise TooManyAlerts(
                _("Vous avez déjà %(count)s alertes. Supprimez-en une pour créer celle-ci.")
                % {"count": settings.ALERTS_PER_ACCOUNT}
            )
        alert = Alert.objects.create(
            user=user,
            name=" ".join(name.split())[:120] or usual_name(criteria),
            query=criteria.query,
            frequency=frequency,
            **criteria.columns,
        )
        places = [(place.key, place.label) for place in criteria.places] or [(EVERYWHERE, "")]
        AlertPlace.objects.bulk_create(AlertPlace(alert=alert, key=key, label=label) for key, label in places)
    return alert


def change(alert: Alert, name: str, frequency: str) -> Alert:
    """Another name or another rhythm; what waited for the daily mail still comes with the next one."""
    alert.name, alert.frequency = " ".join(name.split())[:120], frequency
    alert.save(update_fields=["name", "frequency"])
    return alert


def set_active(alert: Alert, *, active: bool) -> None:
    """Pause or go on; offers published in between are never announced. Doing it again changes nothing."""
    with transaction.atomic():
        Alert.objects.filter(pk=alert.pk).update(is_active=active)
        if not active:
            _take_back(alert)
    alert.is_active = active


def delete(alert: Alert) -> None:
    """With everything it announced, and the mails that still wait."""
    with transaction.atomic():
        _take_back(alert)
        alert.delete()


def _take_back(alert: Alert) -> None:
    """Mails nobody has begun to send, and what waits for the morning."""
    for kind in ("offer-alert", "offer-digest"):
        Message.objects.filter(key__startswith=f"{kind}:{alert.pk}:").forget_waiting("The alert was stopped")
    Announcement.objects.waiting().filter(alert=alert).update(is_waiting=False)
