"""Photos of offers, for installations without a server of files in front."""

from pathlib import Path

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe
from django.views.static import serve


@login_not_required
@require_safe
@cache_control(public=True, max_age=24 * 3600)
def photo(request: HttpRequest, path: str, document_root: Path) -> HttpResponseBase:
    """A file below `document_root`; a name the file system refuses, such as a very long one, is not there."""
    try:
        return serve(request, path, document_root=str(document_root))
    except OSError as error:
        raise Http404 from error
