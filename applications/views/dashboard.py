"""« Ma situation »: where the file stands, what to do next, who sees it (R4.1)."""

import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_safe

from accounts.models import SharingChoice, User
from alin.dates import local_today
from alin.formats import euros
from applications.company_support import support_notices
from applications.documents import required_documents
from applications.models import FileLook, HousingApplication, RegistryUpdate
from applications.next_action import expires_soon, next_action
from applications.portals import registration_site
from applications.registry import labels
from applications.registry.labels import label
from applications.sharing import current_decision, shares
from applications.summary import Row
from applications.task_list import tasks
from applications.views.access import applicant_only
from applications.views.steps import own_application

LOOKS_SHOWN = 5
RECENT_CHANGES = datetime.timedelta(days=7)


@require_safe
@applicant_only
def dashboard(request: HttpRequest, user: User) -> HttpResponse:
    """The applicant's front page, before and after the import."""
    application = own_application(user)
    today = local_today()
    listed = tasks(user, application, today)
    context: dict[str, Any] = {
        "application": application,
        "next": next_action(user, application, today),
        "tasks": listed,
        "all_done": all(task.state == "done" for task in listed),
    }
    if application is not None:
        context |= _file_context(application, today)
    return render(request, "applications/dashboard.html", context)


def _file_context(application: HousingApplication, today: datetime.date) -> dict[str, Any]:
    decision = current_decision(application)
    ends_soon = expires_soon(application, today)
    return {
        "notices": [one for one in support_notices(application, today) if one.kind != "success"],
        "shares": shares(decision),
        "state": file_state(application, today),
        "latest": _latest_update(application),
        "lines": _six_lines(application, today),
        "expires_soon": ends_soon,
        "expired": application.is_expired(today),
        "decision": decision,
        "is_anonymous": decision is not None and decision.choice == SharingChoice.ANONYMOUS,
        "looks": application.looks.filter(reader=FileLook.Reader.EMPLOYER)[:LOOKS_SHOWN],
        "registration_site": registration_site(application) if ends_soon else "",
    }


def _latest_update(application: HousingApplication) -> RegistryUpdate | None:
    """What the registry changed in the last days, by night too; older changes are behind tab 1."""
    at = getattr(application, "latest_update_at", None)  # see with_latest_update
    if at is None or at < timezone.now() - RECENT_CHANGES:
        return None
    return RegistryUpdate(at=at, changes=application.latest_update_changes)  # type: ignore[attr-defined]


def file_state(application: HousingApplication, today: datetime.date) -> tuple[str, str]:
    """A short word for the badge, and its tone."""
    if application.struck_off:
        return _("Radiée"), "accent"
    if application.is_expired(today):
        return _("Expirée"), "accent"
    if application.submitted_at is None:
        return _("À compléter"), "attention"
    return _("Validée"), "good"


def _six_lines(application: HousingApplication, today: datetime.date) -> list[Row]:
    """The file at a glance; tab 1 has the rest."""
    demande = application.demande
    people = application.household_size
    wishes = [wish.commune.name for wish in application.wished_communes.all()]
    employment = application.confirmed_employment
    required = required_documents(demande, today)
    ticked = {tick.key for tick in application.document_ticks.all()}
    income = application.counted_income
    return [
        (
            _("Foyer"),
            ngettext("%(count)d personne à loger", "%(count)d personnes à loger", people) % {"count": people},
        ),
        (_("Revenu pris en compte"), _("Inconnu") if income is None else euros(income)),
        (_("Logement actuel"), label(labels.HOUSING, demande.current_housing.kind)),
        (_("Communes souhaitées"), _few(wishes)),
        (_("Entreprise"), employment.employer_name if employment else ""),
        (
            _("Pièces confirmées"),
            _("%(ticked)d sur %(total)d")
            % {"ticked": sum(line.key in ticked for line in required), "total": len(required)},
        ),
    ]


def _few(names: list[str], shown: int = 4) -> str:
    """The first names of a list, and how many more there are."""
    if len(names) <= shown:
        return ", ".join(names)
    more = len(names) - shown
    others = ngettext("et %(count)d autre", "et %(count)d autres", more) % {"count": more}
    return f"{', '.join(names[:shown])} {others}"
