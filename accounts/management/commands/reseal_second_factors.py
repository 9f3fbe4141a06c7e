"""After SECRET_KEY was changed: seal the second factors' secrets with the new key, so the old one can go."""

from typing import Any

from allauth.mfa.models import Authenticator
from django.core.management.base import BaseCommand
from django.db import transaction

from accounts.sealing import Unreadable, seal_again

SECRETS = ("secret", "seed")  # an app's, and what recovery codes are drawn from


class Command(BaseCommand):
    """Run it with SECRET_KEY_PREVIOUS set to the old key; running it again does no harm."""

    help = "Seal the second factors' secrets with today's SECRET_KEY (the old one in SECRET_KEY_PREVIOUS)."

    def handle(self, *args: Any, **options: Any) -> None:
        """One factor at a time; those that no key opens are counted and left."""
        done = lost = 0
        kinds = (Authenticator.Type.TOTP, Authenticator.Type.RECOVERY_CODES)
        for pk in Authenticator.objects.filter(type__in=kinds).order_by("pk").values_list("pk", flat=True):
            try:
                self.reseal(pk)
            except Unreadable:
                lost += 1
            else:
                done += 1
        self.stdout.write(f"{done} sealed again, {lost} unreadable.")

    def reseal(self, pk: int) -> None:
        """Behind a lock: a recovery code used meanwhile stays used."""
        with transaction.atomic():
            one = Authenticator.objects.select_for_update().get(pk=pk)
            for name in set(SECRETS) & set(one.data):
                one.data[name] = seal_again(one.data[name])
            one.save(update_fields=["data"])
