"""Tab 2, first part: whose work carries the file, and at which company (R3.7)."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from alin.dates import local_today
from applications.company_support import support_notices
from applications.completing_forms import EmploymentForm
from applications.employment import SiretProblem, validate_employment, workplaces
from applications.errors import InvalidFields
from applications.models import HousingApplication
from applications.portals import registration_site
from applications.sharing import current_decision, shares
from applications.views.steps import file_step, file_tabs, posted


@require_http_methods(["GET", "POST"])
@file_step("employment")
def employment(request: HttpRequest, application: HousingApplication) -> HttpResponse:
    """The registry's SIRET for each person, what the company's policy asks, and the form."""
    places = workplaces(application)
    form = EmploymentForm(posted(request), application=application, places=places)
    if request.method == "POST" and form.is_valid():
        try:
            saved = validate_employment(application, form.employment_data(), application.owner)
        except InvalidFields as refusal:
            form.show(refusal)
        except SiretProblem as problem:
            form.add_error(None, str(problem.message))
        else:
            text = _("Votre demande est rattachée à %(name)s.") % {"name": saved.employer_name}
            messages.success(request, text)
            return redirect("applications:sharing")
    decision = current_decision(application)
    context = {
        "application": application,
        "tabs": file_tabs(application, "employment"),
        "form": form,
        "places": places,
        "blocked": all(place.problem for place in places),
        "decision": decision,
        "shares": shares(decision),
        "notices": support_notices(application, local_today()),
        "registration_site": registration_site(application),
    }
    return render(request, "applications/employment.html", context)
