"""The applicant's pages: follow, apply, cancel. Every query starts from the person's own rows."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from alin.dates import local_today
from applications.models import HousingApplication
from applications.views.access import applicant_only
from candidatures import applying
from candidatures.applying_page import apply_page
from candidatures.errors import CandidatureError
from candidatures.models import Act, Candidature, State
from candidatures.tracking import Tracked, timeline, tracked_by, usual_review_days
from candidatures.workflow import perform
from offers.models import Offer

HISTORY_SIZE = 20


class ApplicantRequest(HttpRequest):
    """A request behind the log-in."""

    user: User


@require_safe
@applicant_only
def index(request: HttpRequest, user: User) -> HttpResponse:
    """« Mes candidatures »: the one in progress, then the past ones."""
    own = tracked_by(user)
    current = [Tracked(candidature) for candidature in own.active()]
    page = Paginator(own.ended().order_by("-ended_at", "-pk"), HISTORY_SIZE).get_page(request.GET.get("page"))
    waiting = any(line.candidature.state == State.APPLIED for line in current)
    context = {
        "current": current,
        "page": page,
        "past": [Tracked(candidature) for candidature in page.object_list],
        "review_days": usual_review_days() if waiting else None,
    }
    return render(request, "candidatures/list.html", context)


@require_safe
def detail(request: ApplicantRequest, pk: int) -> HttpResponse:
    """One candidature, with what happened and its points."""
    candidature = get_object_or_404(tracked_by(request.user), pk=pk)
    waiting = candidature.state == State.APPLIED
    context = {
        "tracked": Tracked(candidature),
        "events": timeline(candidature),
        "review_days": usual_review_days() if waiting else None,
    }
    return render(request, "candidatures/detail.html", context)


@require_safe
def applied(request: ApplicantRequest, pk: int) -> HttpResponse:
    """« Ce logement a bien été ajouté à vos candidatures »."""
    candidature = get_object_or_404(tracked_by(request.user), pk=pk)
    return render(request, "candidatures/applied.html", {"tracked": Tracked(candidature)})


@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: ApplicantRequest, pk: int) -> HttpResponse:
    """Ask, then cancel; a candidature already sent says so instead of asking."""
    candidature = get_object_or_404(tracked_by(request.user), pk=pk)
    if request.method != "POST":
        return render(request, "candidatures/cancel.html", {"tracked": Tracked(candidature)})
    try:
        perform(candidature, Act.CANCEL, request.user)
    except CandidatureError as error:
        if candidature.state != State.CANCELLED:  # a second press of the same button has nothing to report
            messages.error(request, str(error.message))
        return redirect(candidature)
    messages.success(request, _("Votre candidature est annulée. Vous pouvez postuler à un autre logement."))
    return redirect("candidatures:list")


@require_http_methods(["GET", "HEAD", "POST"])
@applicant_only
def apply(request: ApplicantRequest, user: User, reference: str) -> HttpResponse:
    """Show what is about to be sent, then apply; repeating the request changes nothing more."""
    published = Offer.objects.shown_on(local_today())
    offer = get_object_or_404(
        published.select_related("commune", "landlord", "reserved_for"), reference=reference
    )
    own = HousingApplication.objects.filter(owner=user).select_related("owner", "employment__employer")
    application = own.prefetch_related("wished_communes", "sharing_decisions").first()
    if request.method != "POST":
        return render(request, "candidatures/apply.html", {"page": apply_page(application, offer)})
    if application is None:
        return redirect("applications:number")
    try:
        candidature = _apply(request, application, offer)
    except CandidatureError as error:
        messages.error(request, str(error.message))
        return redirect("candidatures:apply", reference=offer.reference)
    return redirect("candidatures:applied", pk=candidature.pk)


def _apply(request: ApplicantRequest, application: HousingApplication, offer: Offer) -> Candidature:
    """Apply, giving up the candidature named in the form when there is one."""
    given_up = request.POST.get("cancelled", "")
    if not given_up.isdecimal():
        return applying.apply(application, offer, request.user)
    own = Candidature.objects.for_applicant(request.user)
    cancelled = get_object_or_404(own, pk=int(given_up[:18]))
    return applying.cancel_and_apply(application, offer, request.user, cancelled)
