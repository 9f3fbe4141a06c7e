"""The companies' space: « À valider », and the company's answer about one employment (R3.7, R6.12)."""

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import Employer, User
from applications.employer_forms import RefusalForm
from applications.employer_view import employee_of
from applications.errors import ApplicationError, InvalidFields
from applications.models import HousingApplication
from applications.sharing import employees_visible_to
from applications.summary import full_name
from applications.validating import EmploymentChanged, approve, employees_to_validate, refuse, version
from applications.views.access import employer_only

PER_PAGE = 30


@require_safe
@employer_only
def to_validate(request: HttpRequest, user: User, employer: Employer) -> HttpResponse:
    """The employees who wait for an answer, those who wait longest first."""
    files = (
        employees_to_validate(user).select_related("employment").order_by("employment__validated_at", "pk")
    )
    page = Paginator(files, PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "file": application,
            "name": full_name(employee_of(application)),
            "employment": application.employment,
        }
        for application in page
    ]
    context = {"employer": employer, "page": page, "rows": rows}
    return render(request, "employer/to_validate.html", context)


@require_http_methods(["GET", "POST"])
@employer_only
def approve_employee(request: HttpRequest, user: User, employer: Employer, pk: int) -> HttpResponse:
    """Say that the person works here."""
    application = _to_answer(user, pk)
    if request.method == "POST":
        try:
            approve(application, user, request.POST.get("seen", ""))
        except ApplicationError as problem:
            return _told(request, application, problem)
        text = _("L'emploi de %(name)s est validé. Votre salarié est prévenu.")
        messages.success(request, text % {"name": full_name(employee_of(application))})
        return redirect("employer:to_validate")
    return render(request, "employer/approve.html", _context(employer, application))


@require_http_methods(["GET", "POST"])
@employer_only
def refuse_employee(request: HttpRequest, user: User, employer: Employer, pk: int) -> HttpResponse:
    """Refuse with a reason."""
    application = _to_answer(user, pk)
    form = RefusalForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            refuse(application, user, request.POST.get("seen", ""), form.cleaned_data["reason"])
        except InvalidFields as refusal:
            form.add_error("reason", str(refusal.errors["reason"]))
        except ApplicationError as problem:
            return _told(request, application, problem)
        else:
            text = _("L'emploi de %(name)s n'est pas validé. Votre salarié est prévenu.")
            messages.success(request, text % {"name": full_name(employee_of(application))})
            return redirect("employer:to_validate")
    return render(request, "employer/refuse.html", {**_context(employer, application), "form": form})


def _to_answer(user: User, pk: int) -> HousingApplication:
    """The employee's file, if it is shared with this company and its policy asks for an answer."""
    application = get_object_or_404(employees_visible_to(user).select_related("employment__employer"), pk=pk)
    if application.employment.employer is None or not application.employment.employer.validation_needed:
        raise Http404
    return application


def _told(request: HttpRequest, application: HousingApplication, problem: ApplicationError) -> HttpResponse:
    """A stale page: back to the file, which shows what is true now."""
    kind = messages.warning if isinstance(problem, EmploymentChanged) else messages.error
    kind(request, str(problem.message))
    return redirect("employer:employee", pk=application.pk)


def _context(employer: Employer, application: HousingApplication) -> dict[str, Any]:
    employment = application.employment
    return {
        "employer": employer,
        "application": application,
        "name": full_name(employee_of(application)),
        "employment": employment,
        "seen": version(employment),
    }
