"""On every page of somebody signed in: staff need a second factor, and sessions note when they were used."""

import time
from collections.abc import Callable
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, resolve_url
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from accounts.second_factor import has_factor, is_required_for
from accounts.sessions import ACTIVITY_EVERY, note_activity

GetResponse = Callable[[HttpRequest], HttpResponse]

# In the session: this person was seen to have a factor. A reset closes the session and the mark with it.
HAS_FACTOR = "account_has_factor"
# In the session: where the person wanted to go before being asked for a factor.
WANTED_PAGE = "account_wanted_page"
# In the session: when the last activity was written down, in seconds since 1970.
SEEN = "account_seen_at"


class SecondFactorMiddleware:
    """Send staff without a second factor to choose one before anything else (R2.10).

    Costs an applicant nothing beyond the question who they work for, which every page asks anyway, and staff
    nothing: their session remembers it from the log-in.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Known by its name, not its path: every address that is not named as open is closed."""
        user = request.user
        match = request.resolver_match
        if not isinstance(user, User) or (match and match.view_name in settings.OPEN_WITHOUT_FACTOR):
            return None
        if request.session.get(HAS_FACTOR) or not is_required_for(user):
            return None
        if has_factor(user):
            request.session[HAS_FACTOR] = True
            return None
        return send_to_enrol(request)


def send_to_enrol(request: HttpRequest) -> HttpResponse:
    """To the page where a factor is chosen; the way back is kept for a page that was only read."""
    if "HX-Request" in request.headers:
        return HttpResponseClientRedirect(resolve_url("mfa_index"))
    if request.method == "GET":
        request.session[WANTED_PAGE] = request.get_full_path()
    return redirect("mfa_index")


class LastActivityMiddleware:
    """Keep « dernière activité » of a session, to five minutes: two writes then, none on other pages."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session, long_ago = request.session, time.time() - ACTIVITY_EVERY.total_seconds()
        if request.user.is_authenticated and session.session_key and session.get(SEEN, 0) < long_ago:
            session[SEEN] = int(time.time())
            agent = request.headers.get("User-Agent", "")
            note_activity(session.session_key, get_adapter().get_client_ip(request), agent)
        return response
