"""How allauth.mfa keeps secrets and speaks here."""

import logging
from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.sealing import Unreadable, seal, unseal

logger = logging.getLogger(__name__)


class MFAAdapter(DefaultMFAAdapter):
    """allauth's adapter for the second factor."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": gettext_lazy("Ce code n'est pas le bon, ou il a déjà servi. Attendez le suivant."),
        "too_many_codes": gettext_lazy("Trop d'essais. Attendez cinq minutes, puis recommencez."),
        "cannot_delete_authenticator": gettext_lazy(
            "Votre compte doit garder une seconde étape. Ajoutez-en une autre avant de retirer celle-ci."
        ),
        "cannot_generate_recovery_codes": gettext_lazy(
            "Ajoutez d'abord une application ou une clé d'accès : les codes de secours les remplacent."
        ),
        "wrong_passkey": gettext_lazy("Cette clé d'accès n'a pas été reconnue. Recommencez."),
    }

    def encrypt(self, text: str) -> str:
        """Secrets are kept sealed (accounts/sealing.py)."""
        return seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret; one that no key opens becomes a random one, which no code fits.

        An empty answer would be worse than an error: its codes could be worked out by anybody.
        """
        try:
            return unseal(encrypted_text)
        except Unreadable:
            logger.error("A second factor's secret cannot be read: was SECRET_KEY changed?")
            return generate_totp_secret()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Staff keep a factor."""
        from accounts.second_factor import may_remove

        return may_remove(authenticator)

    def generate_authenticator_name(self, user: Any, type: Any) -> str:
        """A name to start from; the person may write another."""
        number = Authenticator.objects.filter(user_id=user.pk, type=type).count() + 1
        return _("Ma clé d'accès") if number == 1 else _("Ma clé d'accès %(number)s") % {"number": number}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who asks, as the device shows it: the portal's name, not its host's."""
        return {**super().get_public_key_credential_rp_entity(), "name": "AL'in"}
