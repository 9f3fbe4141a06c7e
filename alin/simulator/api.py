"""The simulator as other programs ask it: the gateway's contract (docs/registry.md).

So one portal can be the registry of another, and the client can be tested against real HTTP. It answers only
with SIMULATOR_TOKEN set: without it an open demonstration would hand demandes out to whoever guesses one.
"""

from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponseBase, JsonResponse
from django.utils.crypto import constant_time_compare
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from applications.registry.cursors import moment
from applications.registry.protocol import CursorRefused, RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.simulator import SimulatedRegistry

View = Callable[..., HttpResponseBase]


def for_programs(view: Callable[..., dict[str, Any]]) -> View:
    """The answer as JSON, to a program that has the token; the registry's refusals as their statuses."""

    @login_not_required
    @never_cache
    @require_GET
    @wraps(view)
    def answered(request: HttpRequest, **path: str) -> JsonResponse:
        if settings.REGISTRY_URL or not settings.SIMULATOR_TOKEN:
            return _says(404, error="not served here")
        if not _has_token(request):
            response = _says(401, error="a bearer token is needed")
            response.headers["WWW-Authenticate"] = "Bearer"
            return response
        try:
            return JsonResponse(view(request, **path))
        except UnknownNumber:
            return _says(404, error="unknown number")
        except StruckOff as refusal:
            return _says(410, error="struck off", reason=refusal.reason)
        except CursorRefused:
            return _says(400, error="apres: not a cursor of this registry")
        except RegistryUnavailable:
            # None of 5xx: asking again soon does not help, and Django would log the address with its number.
            return _says(422, error="this demande can't be read")

    return answered


@for_programs
def contact(_request: HttpRequest, number: str) -> dict[str, Any]:
    """The recorded mailbox, and nothing else."""
    return asdict(SimulatedRegistry().look_up(number))


@for_programs
def demande(_request: HttpRequest, number: str) -> dict[str, Any]:
    """The whole demande."""
    return SimulatedRegistry().fetch(number).model_dump(mode="json")


@for_programs
def changes(request: HttpRequest) -> dict[str, Any]:
    """`?depuis=` a moment with its offset, `&apres=` the cursor of the page before."""
    try:
        since = moment(request.GET.get("depuis", ""))
    except ValueError as error:
        raise CursorRefused from error  # the same status, and nothing is listed
    return asdict(SimulatedRegistry().changes_since(since, request.GET.get("apres", "")))


def _has_token(request: HttpRequest) -> bool:
    scheme, _space, given = request.headers.get("Authorization", "").partition(" ")
    return scheme.lower() == "bearer" and constant_time_compare(given.strip(), settings.SIMULATOR_TOKEN)


def _says(status: int, **content: str) -> JsonResponse:
    return JsonResponse(content, status=status)
