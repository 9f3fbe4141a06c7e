"""The companies' space: the employees who consented, and what each of them lets the company see (R6.12)."""

from typing import Any

from django.core.paginator import Paginator
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_safe

from accounts.models import Employer, SharingChoice, User
from applications.employer_forms import EmployeeSearch
from applications.employer_view import email_of, employee_of
from applications.looks import note_look
from applications.models import HousingApplication
from applications.sharing import current_decision, employees_visible_to, employer_view
from applications.summary import full_name
from applications.views.access import employer_only

PER_PAGE = 30


@require_safe
@employer_only
def home(request: HttpRequest, user: User, employer: Employer) -> HttpResponse:
    """The employees who let this company see their file, the latest choice first."""
    # The columns come from the row of the decision in force: annotating reuses the limit's own join.
    files = (
        employees_visible_to(user)
        .annotate(choice=F("sharing_decisions__choice"), shared_at=F("sharing_decisions__decided_at"))
        .select_related("employment__employer")
        .order_by("-shared_at", "-pk")
    )
    search = EmployeeSearch(request.GET, employer=employer)
    page = Paginator(search.found(files), PER_PAGE).get_page(request.GET.get("page"))
    context = {
        "employer": employer,
        "search": search,
        "searching": any(request.GET.get(name) for name in search.fields),
        "page": page,
        "rows": [_row(application) for application in page],
        "all": files.count(),
        "full": files.filter(choice=SharingChoice.FULL).count(),
    }
    return render(request, "employer/home.html", context)


def _row(application: HousingApplication) -> dict[str, Any]:
    """Only what both choices allow: the list has no more than the least of the files."""
    employee = employee_of(application)
    return {
        "file": application,
        "name": full_name(employee),
        "email": email_of(employee, application),
        "employment": application.employment,
    }


@require_GET
@employer_only
def employee(request: HttpRequest, user: User, employer: Employer, pk: int) -> HttpResponse:
    """One employee's file, limited to their choice.

    Opening it writes one line (applications/looks.py): a reading that leaves no trace could not be shown to
    the employee. The line changes nothing for the reader.
    """
    files = employees_visible_to(user).with_file_data().prefetch_related("sharing_decisions")
    application = get_object_or_404(files, pk=pk)
    decision = current_decision(application)
    if decision is None:
        raise Http404  # withdrawn this very moment
    note_look(application, user)
    context = {
        "employer": employer,
        "application": application,
        "name": full_name(employee_of(application)),
        "decision": decision,
        "employment": application.employment,
        "sections": employer_view(application, decision.choice),
        "shows_history": decision.choice == SharingChoice.FULL,
    }
    return render(request, "employer/employee.html", context)


@require_safe
@employer_only
def policy(request: HttpRequest, user: User, employer: Employer) -> HttpResponse:
    """The company's housing policy as its employees meet it; Action Logement changes it."""
    choices = [choice.label for choice in SharingChoice if choice in employer.choices_offered]
    required = [
        label
        for wanted, label in (
            (True, _("Nom de l'employeur")),
            (employer.code_required, _("Code entreprise")),
            (employer.staff_number_required, _("Matricule")),
            (employer.asks_hiring_date, _("Date d'entrée dans l'entreprise")),
        )
        if wanted
    ]
    context = {"employer": employer, "choices": choices, "required": required}
    return render(request, "employer/policy.html", context)
