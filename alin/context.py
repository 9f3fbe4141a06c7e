"""What every template may use besides its view's own data."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest

PHONE = "+33 (0)970 800 800"


def site(request: HttpRequest) -> dict[str, Any]:
    """The demo flag, whether the registry is the simulated one, and the customer line's number."""
    return {
        "DEMO": settings.DEMO,
        "SIMULATED": not settings.REGISTRY_URL,
        "PHONE": PHONE,
        "PHONE_LINK": "tel:+33970800800",
    }
