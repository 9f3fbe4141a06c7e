"""Coming in: find a demande, file a new one, leave."""

from allauth.core import ratelimit
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from alin.places.places import PlaceKind, find_places
from alin.simulator.access import SESSION_KEY, open_demande, opened_number, reference_of, simulated
from alin.simulator.forms.entering import FindForm
from alin.simulator.sections import Sheet, new_demande
from applications.registry import editing
from applications.registry.protocol import UnknownNumber
from applications.registry.schema import Demande
from applications.unique_number import normalise

LIMIT = "registration_site"  # settings.ACCOUNT_RATE_LIMITS
SUGGESTIONS = 8


@simulated
@require_http_methods(["GET", "POST"])
def find(request: HttpRequest) -> HttpResponse:
    """By unique number and birth date; a link of AL'in brings the number along."""
    asked = normalise(request.GET.get("numero", ""))[:18]
    if request.method == "GET" and asked and asked == opened_number(request):
        return redirect("simulator:demande", reference_of(asked))
    form = FindForm(request.POST if request.method == "POST" else None, initial={"numero": asked})
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["numero"]
        if not ratelimit.consume(request, action=LIMIT, key=number):
            return render(request, "simulator/too_many.html", status=429)
        if _is_known(number, form):
            open_demande(request, number)
            ratelimit.clear(request, action=LIMIT, key=number)
            return redirect("simulator:demande", reference_of(number))
        form.add_error(
            None,
            _(
                "Aucune demande ne correspond à ce numéro unique et à cette date de naissance. "
                "Vérifiez les deux sur votre attestation d'enregistrement."
            ),
        )
    return render(request, "simulator/find.html", {"form": form})


def _is_known(number: str, form: FindForm) -> bool:
    """The same answer for a number nobody has and for another birth date."""
    try:
        demande: Demande = editing.find(number)
    except UnknownNumber:
        return False
    return form.cleaned_data["naissance"] in [adult.birth_date for adult in demande.adults]


@simulated
@require_http_methods(["GET", "POST"])
def create(request: HttpRequest) -> HttpResponse:
    """« Créer une demande »: one long form, then the certificate with the new number."""
    sheet = Sheet(new_demande, request.POST if request.method == "POST" else None, {})
    if sheet.is_complete():
        if not ratelimit.consume(request, action="registration_site_create"):
            return render(request, "simulator/too_many.html", status=429)
        try:
            demande = editing.create(sheet.changes())
        except editing.PartRefused as refusal:
            sheet.show(refusal)
        else:
            open_demande(request, demande.unique_number)
            messages.success(request, _("Votre demande est enregistrée. Voici votre numéro unique."))
            return redirect("simulator:certificate", reference_of(demande.unique_number))
    return render(request, "simulator/create.html", {"sheet": sheet})


@simulated
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """Forget the number in this browser; who is logged in to AL'in stays so."""
    request.session.pop(SESSION_KEY, None)
    messages.success(request, _("Vous avez quitté votre demande."))
    return redirect("simulator:find")


@simulated
@require_safe
def communes(request: HttpRequest) -> HttpResponse:
    """Suggestions while a commune's name is typed, as the options of a datalist."""
    typed = next((request.GET[name] for name in request.GET if name.endswith("commune")), "")
    typed = str(typed).replace("\0", "")
    found = find_places(typed, limit=SUGGESTIONS) if len(typed.strip()) > 1 else []
    named = [place for place in found if place.kind == PlaceKind.COMMUNE]
    return render(request, "simulator/communes.html", {"places": named})
