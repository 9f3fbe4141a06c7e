"""The link that ends mails about offers without a log-in (RFC 8058): signed, without an end.

It opens nothing: all it can do is stop. « a12 » is the alert 12, « f7 » the reminders of favourites of the
person 7.
"""

from dataclasses import dataclass

from django.core.signing import BadSignature, Signer
from django.urls import reverse

from accounts.models import User
from accounts.preferences import want_offers
from alin.outbox.letters import mark
from offers.alerting import set_active
from offers.models import Alert

_signer = Signer(salt="offers.stop", sep=".")
ALERT, FAVOURITES = "a", "f"
MARK = "STOP"  # stands for the token in a letter that many get


def alert_token(alert_id: int) -> str:
    """The token of one alert's mails."""
    return _signer.sign(f"{ALERT}{alert_id}")


def favourites_token(user_id: int) -> str:
    """The token of a person's reminders."""
    return _signer.sign(f"{FAVOURITES}{user_id}")


def stop_path(token: str) -> str:
    """The page that stops, and takes the one request of mail programs."""
    return reverse("offers:stop", args=[token])


def marked_path() -> str:
    """The same with a mark in the token's place; marks are no part of an address, so it is put in after."""
    return stop_path("TOKEN").replace("TOKEN", mark(MARK))


@dataclass(frozen=True)
class Stop:
    """What a token stops; without an alert the reminders, which only « all mails about offers » can stop."""

    user: User | None
    alert: Alert | None

    @property
    def is_gone(self) -> bool:
        """Has what it was about been deleted?"""
        return self.user is None

    @property
    def is_done(self) -> bool:
        """Does nothing come any more from what it is about?"""
        if self.user is None or not self.user.offer_mails_wanted:
            return True
        return self.alert is not None and not self.alert.is_active

    def stop(self, *, everything: bool = False) -> None:
        """Stop the alert; or all mails about offers. Doing it again changes nothing."""
        if self.user is None:
            return
        if self.alert is not None and not everything:
            set_active(self.alert, active=False)
        else:
            want_offers(self.user, wanted=False)


def read_token(token: str) -> Stop | None:
    """What a token is about; None when nobody here signed it."""
    try:
        value = _signer.unsign(token)
    except BadSignature:
        return None
    kind, key = value[:1], value[1:]
    if kind == ALERT:
        alert = Alert.objects.select_related("user").filter(pk=key).first()
        return Stop(alert.user if alert else None, alert)
    return Stop(User.objects.get_queryset().filter(pk=key).first(), None)
