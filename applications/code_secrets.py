"""Put a security code into its mail at the moment of sending (alin/outbox/secrets.py)."""

from django.utils import timezone

from alin.outbox.secrets import SecretGone
from applications.models import SecurityCode
from applications.security_codes import why_unusable


def digits_for(key: str) -> str:
    """The digits of the code with this key; a code that can no longer serve is not sent."""
    code = SecurityCode.objects.filter(pk=key).first()
    refusal = why_unusable(code, timezone.now())
    if code is None or refusal:
        raise SecretGone(str(refusal.message) if refusal else "")
    return code.digits
