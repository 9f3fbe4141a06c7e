"""Whose pages these are: applicants' own, or a company's."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse

from accounts.models import User
from applications.models import HousingApplication

View = Callable[..., HttpResponse]


def applicant_only(view: View) -> View:
    """Give the view the person; staff, landlords and employers have no demande here."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        if not isinstance(user, User) or not user.is_applicant:
            raise PermissionDenied
        return view(request, user, *args, **kwargs)

    return opened


def employer_only(view: View) -> View:
    """Give the view the person and their company; nobody else has a place here."""

    @wraps(view)
    def opened(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = request.user
        employer = user.employer if isinstance(user, User) else None
        if employer is None:
            raise PermissionDenied
        try:
            return view(request, user, employer, *args, **kwargs)
        except HousingApplication.DoesNotExist as error:  # shared no more since the page was opened
            raise Http404 from error

    return opened
