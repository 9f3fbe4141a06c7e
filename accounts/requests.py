"""The type of a request behind the log-in."""

from django.http import HttpRequest

from accounts.models import User


class SignedInRequest(HttpRequest):
    """A request of a signed-in person: what every view gets that did not opt out of the log-in.

    Only for annotations: LoginRequiredMiddleware sees to it that nobody anonymous comes this far.
    """

    user: User
