"""Public pages: most are a template and nothing else."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView

from alin.pages import faq
from alin.pages.questions import SECTIONS
from alin.retention import RULES

LONGEST_SEARCH = 100


def page(name: str) -> Callable[..., HttpResponse]:
    """The view of templates/pages/<name>.html, open to everybody."""
    return login_not_required(TemplateView.as_view(template_name=f"pages/{name}.html"))


@login_not_required
@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """« Données personnelles », with the retention periods that the nightly purge keeps to."""
    return render(request, "pages/privacy.html", {"rules": RULES})


@login_not_required
@require_safe
def help_centre(request: HttpRequest) -> HttpResponse:
    """Questions and answers, all of them or those found for `?q=`."""
    typed = " ".join(request.GET.get("q", "").replace("\0", "").split())[:LONGEST_SEARCH]
    sections = faq.find(SECTIONS, typed)
    context = {
        "typed": typed,
        "sections": sections,
        "count": sum(len(section.questions) for section in sections),
    }
    return render(request, "pages/help.html", context)
