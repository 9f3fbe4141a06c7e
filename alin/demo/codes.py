"""The second step of the staff's log-in, for people who have no phone of theirs: /demo/ shows their codes."""

import random
from datetime import timedelta

from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.second_factor import Code, codes_of
from alin.demo import cast

LONG_ENOUGH = timedelta(minutes=2)


def codes_by_email() -> dict[str, Code]:
    """A code for each person of the cast who has an app, good for minutes.

    Any of those that the log-in takes and that was not used: two visitors who read the page at the same time
    hardly ever get the same one, of which the log-in would refuse the second use.
    """
    people = [person.email for _label, group in cast.GROUPS for person in group]
    apps = Authenticator.objects.filter(type=Authenticator.Type.TOTP, user__email__in=people)
    found = {one.user.email: one for one in apps.select_related("user").order_by("pk")}
    codes = codes_of(found.values())
    soon = timezone.now() + LONG_ENOUGH
    chosen = {}
    for email, one in found.items():
        unused = codes[one.user_id]
        good = [code for code in unused if code.good_until > soon] or unused
        if good:
            chosen[email] = random.choice(good)  # noqa: S311 - spreads visitors, keeps no secret
    return chosen
