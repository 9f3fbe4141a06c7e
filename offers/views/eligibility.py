"""« Suis-je éligible ? »: five questions to anybody, answered on the same page."""

from urllib.parse import urlencode

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from offers import rules
from offers.models import Typology
from offers.searching import application_of
from offers.simulating import Simulation, simulate
from offers.simulating_forms import EligibilityForm


@login_not_required
@never_cache
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def eligibility(request: HttpRequest) -> HttpResponse:
    """The questions; once they are sent, what the rules say, above the answers given.

    Sent by POST although nothing changes: incomes in an address would end in histories and logs.
    """
    form = EligibilityForm(request.POST or None)
    context: dict[str, object] = {"form": form, "application": application_of(request.user)}
    if form.is_valid():
        context |= _said(simulate(form.answers()))
    return render(request, "offers/eligibility.html", context)


def _said(found: Simulation) -> dict[str, object]:
    """The answer, and the search it leads to: rooms and place, but no figure of the household's."""
    rooms = [(f"{Typology(n).name}") for n in range(found.least_rooms, found.most_rooms + 1)]
    query = urlencode([("lieu", found.answers.place.key), *(("pieces", room) for room in rooms)])
    return {
        "found": found,
        "rooms": rules.rooms_label(found.least_rooms, found.most_rooms),
        "search_url": f"{reverse('offers:search')}?{query}",
    }
