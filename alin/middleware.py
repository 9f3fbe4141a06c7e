"""Own middleware: the language a person chose, what caches may keep, and answers to odd requests."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils import translation
from django.utils.cache import add_never_cache_headers

GetResponse = Callable[[HttpRequest], HttpResponse]


class ChosenLanguageMiddleware:
    """Speak French unless the person chose another language.

    Django's LocaleMiddleware follows the browser's Accept-Language; here the site is French first and
    the choice is the person's own, kept in a cookie by the FR | EN switch.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response


class PrivatePagesMiddleware:
    """Keep the pages of signed-in people out of every cache, the browser's Back list included."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.user.is_authenticated and "Cache-Control" not in response:
            add_never_cache_headers(response)
        return response


class CompressedPagesMiddleware(GZipMiddleware):
    """Compress pages, not photos: those are compressed already and would only cost time.

    Django answers BREACH with masked form tokens and padding of random length.
    """

    def process_response(self, request: HttpRequest, response: Any) -> Any:
        """Leave everything but text as it is."""
        if response.streaming or not response.get("Content-Type", "").startswith("text/"):
            return response
        return super().process_response(request, response)


class OddRequestsMiddleware:
    """A page instead of a blank sheet or a breakdown, for requests that no page of ours makes."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if response.status_code == 405 and not response.content and request.method in {"GET", "POST"}:
            page = render(request, "405.html", status=405)
            page.headers["Allow"] = response.headers["Allow"]
            return page
        return response

    def process_view(self, request: HttpRequest, *view: Any) -> None:
        """Nothing here is named with a NUL, and PostgreSQL refuses to look for it."""
        if "\0" in request.path:
            raise Http404
