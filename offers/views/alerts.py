"""« Mes alertes »: make one from a search, change, pause, delete; every query starts from one's own."""

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from applications.views.access import applicant_only
from offers import alerting
from offers.alert_criteria import Criteria, in_words, name_of, usual_name, words_of
from offers.alert_forms import AlertForm
from offers.models import Alert
from offers.searching import clean_query

FORM_METHODS = ["GET", "HEAD", "POST"]


@require_safe
@applicant_only
def index(request: HttpRequest, user: User) -> HttpResponse:
    """The person's alerts."""
    alerts = list(Alert.objects.of(user).prefetch_related("places"))
    context = {
        "lines": [(alert, _words_beside(alert)) for alert in alerts],
        "most": settings.ALERTS_PER_ACCOUNT,
    }
    return render(request, "offers/alerts/list.html", context)


def _words_beside(alert: Alert) -> list[str] | None:
    """None where the name says the criteria already."""
    words = _words(alert)
    return None if alert.name == name_of(words) else words


def _words(alert: Alert) -> list[str]:
    return in_words(alert, [place.label for place in alert.places.all()])


@require_http_methods(FORM_METHODS)
@applicant_only
def create(request: HttpRequest, user: User) -> HttpResponse:
    """From the search in the address; a visitor logs in and comes back here."""
    query = clean_query(request.GET).urlencode()
    criteria = alerting.criteria_from(query, user)
    existing = Alert.objects.of(user).filter(query=criteria.query).first()
    start = {"name": usual_name(criteria), "frequency": Alert.Frequency.AT_ONCE}
    form = AlertForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        return _create(request, user, criteria, form)
    context = {"form": form, "words": words_of(criteria), "existing": existing, "back_url": _search(query)}
    return render(request, "offers/alerts/create.html", context)


def _create(request: HttpRequest, user: User, criteria: Criteria, form: AlertForm) -> HttpResponse:
    """Make it; a second click finds the first one's alert and says so kindly."""
    try:
        alerting.create(user, criteria, form.cleaned_data["name"], form.cleaned_data["frequency"])
    except alerting.AlertRefused as refusal:
        messages.info(request, refusal.message)
    else:
        messages.success(
            request, _("Votre alerte est créée. Nous vous écrirons à %(email)s.") % {"email": user.email}
        )
    return redirect("offers:alerts")


def _search(query: str) -> str:
    path = reverse("offers:search")
    return f"{path}?{query}" if query else path


@require_http_methods(FORM_METHODS)
@applicant_only
def edit(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Another name, another rhythm; the criteria are changed by a new search."""
    alert = _own(user, pk)
    start = {"name": alert.name, "frequency": alert.frequency}
    form = AlertForm(request.POST if request.method == "POST" else None, initial=start)
    if request.method == "POST" and form.is_valid():
        alerting.change(alert, form.cleaned_data["name"], form.cleaned_data["frequency"])
        messages.success(request, _("Votre alerte est modifiée."))
        return redirect("offers:alerts")
    return render(request, "offers/alerts/edit.html", {"form": form, "alert": alert, "words": _words(alert)})


@require_POST
@applicant_only
def pause(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Pause, or go on (`active`: 1); the button of a stale page says what it was meant to do."""
    alert = _own(user, pk)
    active = request.POST.get("active") == "1"
    alerting.set_active(alert, active=active)
    told = _("Votre alerte « %(name)s » reprend.") if active else _("Votre alerte « %(name)s » est en pause.")
    messages.success(request, told % {"name": alert.name})
    return redirect("offers:alerts")


@require_http_methods(FORM_METHODS)
@applicant_only
def delete(request: HttpRequest, user: User, pk: int) -> HttpResponse:
    """Ask, then delete."""
    if request.method == "POST":
        alert = Alert.objects.of(user).filter(pk=pk).first()
        if alert:  # a second click has nothing to delete, and nothing to report
            alerting.delete(alert)
            messages.success(request, _("Votre alerte « %(name)s » est supprimée.") % {"name": alert.name})
        return redirect("offers:alerts")
    alert = _own(user, pk)
    return render(request, "offers/alerts/delete.html", {"alert": alert, "words": _words(alert)})


def _own(user: User, pk: int) -> Alert:
    found: Any = get_object_or_404(Alert.objects.of(user).prefetch_related("places"), pk=pk)
    return found
