"""Public pages: most are a template and nothing else."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe
from django.views.generic import TemplateView


def page(name: str) -> Callable[..., HttpResponse]:
    """The view of templates/pages/<name>.html, open to everybody."""
    return login_not_required(TemplateView.as_view(template_name=f"pages/{name}.html"))


@login_not_required
@require_safe
def help_centre(request: HttpRequest) -> HttpResponse:
    """Questions and answers."""
    return render(request, "pages/help.html")
