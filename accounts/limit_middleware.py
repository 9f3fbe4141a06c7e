"""Every button of the account pages counts, whoever wrote its view.

Narrower limits stand at the views that need them (log-in, codes, mails); this one is behind all of them, so
that a new page is limited from its first day. Both are in ACCOUNT_RATE_LIMITS.
"""

from collections.abc import Callable
from typing import Any

from allauth.core.ratelimit import consume, respond_429
from django.http import HttpRequest, HttpResponse

ACCOUNT_PAGES = ("compte/",)
TEAM_PAGES = ("bailleur/equipe/", "entreprise/equipe/", "equipe/")


class AccountLimitMiddleware:
    """At most so many posts a minute: per person once known, per network address before."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, *view: Any) -> HttpResponse | None:
        """Known by the route, so that an address cannot be written in another way."""
        match = request.resolver_match
        if request.method != "POST" or not match or not match.route.startswith(ACCOUNT_PAGES + TEAM_PAGES):
            return None
        action = "account_member" if request.user.is_authenticated else "account_visitor"
        return None if consume(request, action=action) else respond_429(request)
