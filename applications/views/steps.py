"""Open a page of the file: the person's own, and not before the steps that come first."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from applications.models import HousingApplication
from applications.progress import step_before, steps
from applications.views.access import applicant_only

TABS = [
    (gettext_lazy("1. Les informations de mon NUR-NUD"), ["information"]),
    (gettext_lazy("2. Les informations à compléter pour AL'in"), ["employment", "sharing"]),
    (gettext_lazy("3. Les pièces justificatives de mon NUR-NUD"), ["documents"]),
]
StepView = Callable[[HttpRequest, HousingApplication], HttpResponse]


def posted(request: HttpRequest) -> QueryDict | None:
    """What was sent, even if it is nothing at all: an empty form is still an answer."""
    return request.POST if request.method == "POST" else None


def own_application(user: User) -> HousingApplication | None:
    """The person's file with all that its pages show, or None before the import."""
    return (
        HousingApplication.objects.with_file_data()
        .with_latest_update()
        .prefetch_related("sharing_decisions", "document_ticks")
        .filter(owner=user)
        .first()
    )


def file_tabs(application: HousingApplication, key: str) -> list[dict[str, Any]]:
    """The three tabs as components/page_tabs.html draws them; `key` is the step being shown."""
    by_key = {step.key: step for step in steps(application)}
    tabs = []
    for label, keys in TABS:
        inside = [by_key[name] for name in keys]
        to_do = next((step for step in inside if step.state != "done"), None)
        state = to_do.state if to_do else "done"
        url = "" if state == "blocked" else (to_do or inside[0]).url
        tabs.append({"label": label, "url": url, "state": state, "current": key in keys})
    return tabs


def file_step(key: str) -> Callable[[StepView], Callable[[HttpRequest], HttpResponse]]:
    """Give the view the person's file, or send to what has to be done first, with a message."""

    def decorate(view: StepView) -> Callable[[HttpRequest], HttpResponse]:
        @wraps(view)
        @applicant_only
        def opened(request: HttpRequest, user: User) -> HttpResponse:
            application = own_application(user)
            if application is None:
                messages.info(request, _("Saisissez d'abord votre numéro unique."))
                return redirect("applications:number")
            if step := step_before(application, key):
                messages.info(request, _("Terminez d'abord l'étape « %(step)s ».") % {"step": step.label})
                return redirect(step.url)
            try:
                return view(request, application)
            except HousingApplication.DoesNotExist:  # deleted in another tab since the line above
                return redirect("applications:number")

        return opened

    return decorate
