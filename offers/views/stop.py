"""The page behind the link of mails about offers: it stops them without a log-in (RFC 8058)."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from alin.outbox.letters import language_of
from offers.stop_links import read_token


@csrf_exempt  # mail programs post here from anywhere; the signed token is the right to do it
@login_not_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def stop(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link asks; its button, or a mail program's one request, stops."""
    found = read_token(token)
    if found is None:
        raise Http404
    everything = request.POST.get("everything") == "1"
    if request.method == "POST":
        found.stop(everything=everything)
        found = read_token(token) or found
    with language_of(found.user) if found.user else translation.override(None):
        return render(request, "offers/alerts/stop.html", {"stop": found, "everything": everything})
