"""Panels about candidatures for the pages of the floors below: offer, dashboard, header, employer."""

from typing import Any

from django import template
from django.template.context import Context

from accounts.models import Employer, SharingChoice
from applications.models import HousingApplication
from applications.sharing import current_choice
from candidatures.applying_page import apply_page
from candidatures.models import Candidature, Role
from candidatures.scoring import COMPANY_MOST, MOST_POINTS
from candidatures.tracking import Tracked, tracked_by
from candidatures.wording import wording_for
from offers.models import Offer
from offers.rules import Verdict

register = template.Library()
TEMPLATES = "candidatures/panels"


@register.inclusion_tag(f"{TEMPLATES}/apply_panel.html", takes_context=True)
def apply_panel(
    context: Context,
    offer: Offer,
    application: HousingApplication | None,
    verdicts: list[Verdict] | None = None,
) -> dict[str, Any]:
    """« Je postule » or why not, candidatures so far, estimated rank.

    `{% apply_panel offer application verdicts %}`: giving the verdicts spares their queries. `application`
    comes from `with_file_data()`; it is None for a visitor and for a person without a file.
    """
    user = context.get("user")
    page = apply_page(application, offer, verdicts)
    return {
        "page": page,
        "offer": offer,
        "user": user,
        "reader": context.get("reader"),
        "request": context.get("request"),
    }


@register.simple_tag
def active_candidature(application: HousingApplication | None) -> Tracked | None:
    """The running candidature for the dashboard: `{% active_candidature application as tracked %}`."""
    if application is None:
        return None
    running = tracked_by(application.owner).active().filter(application=application)
    found = running.prefetch_related(None).first()  # no photo is shown
    return Tracked(found) if found else None


@register.simple_tag
def company_points(employer: Employer | None) -> dict[str, int]:
    """What a company grants under the scale in force: `points` of `total` (R6.9)."""
    granted = employer.points if employer and employer.in_audience else 0
    return {"points": min(granted, COMPANY_MOST), "total": sum(MOST_POINTS.values())}


@register.inclusion_tag(f"{TEMPLATES}/employer_history.html")
def employer_candidature_history(application: HousingApplication) -> dict[str, Any]:
    """An employee's candidatures for the employer, if the choice in force shows them (R3.8, choice 3)."""
    if current_choice(application) != SharingChoice.FULL:
        return {"shown": False, "lines": []}
    found = Candidature.objects.filter(application=application).select_related("offer__commune")
    return {"shown": True, "lines": [(line, wording_for(line, Role.CONSULTANT)) for line in found]}
