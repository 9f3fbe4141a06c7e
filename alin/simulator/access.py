"""Who may read a demande: whoever gave its number and a birth date, in that browser, until they leave."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from applications.registry import editing
from applications.registry.protocol import RegistryUnavailable, UnknownNumber
from applications.unique_number import normalise

View = Callable[..., HttpResponse]
SESSION_KEY = "registration_site_number"
REFERENCE_LENGTH = 16


def reference_of(number: str) -> str:
    """What the addresses of a demande carry instead of its number, which must not get into logs."""
    return salted_hmac("alin.simulator", number).hexdigest()[:REFERENCE_LENGTH]


def open_demande(request: HttpRequest, number: str) -> None:
    """The holder is known: keep the number for this browser, in place of any other."""
    request.session[SESSION_KEY] = normalise(number)


def opened_number(request: HttpRequest) -> str:
    """The number this browser may read, or nothing."""
    return str(request.session.get(SESSION_KEY, ""))


def simulated(view: View) -> View:
    """Open to everybody, kept by no cache, and not there at all where the registry is a real one."""

    @login_not_required
    @never_cache
    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if settings.REGISTRY_URL:
            raise Http404
        try:
            return view(request, *args, **kwargs)
        except RegistryUnavailable:
            return render(request, "simulator/unreadable.html", status=503)

    return opened


def own_demande(view: View) -> View:
    """Give the view the demande; a page of another one, left open in a tab, leads back to the entry."""

    @simulated
    @wraps(view)
    def opened(request: HttpRequest, reference: str, **kwargs: Any) -> HttpResponse:
        number = opened_number(request)
        if not number or reference_of(number) != reference:
            messages.info(request, _("Indiquez le numéro unique et la date de naissance pour continuer."))
            return redirect("simulator:find")
        try:
            demande = editing.find(number)
        except UnknownNumber:
            request.session.pop(SESSION_KEY, None)
            messages.error(request, _("Cette demande n'existe plus sur ce site."))
            return redirect("simulator:find")
        return view(request, demande, **kwargs)

    return opened
