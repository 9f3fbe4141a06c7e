"""Candidatures in the Django admin: the queue, the whole file on one page, and the acts on it.

Nothing is edited here field by field: every change is an act of candidatures/workflow.py, so the admin's own
add, change and delete forms are closed.
"""

from typing import Any

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from accounts.requests import SignedInRequest
from applications.looks import note_look
from candidatures.case_file import case_file
from candidatures.comparison import offers_short_of_files
from candidatures.errors import CandidatureError
from candidatures.models import Act, Candidature, Role
from candidatures.models.candidatures import CandidatureQuerySet
from candidatures.queue_filters import PileFilter, StateFilter
from candidatures.views.acting import ActPage, offered
from candidatures.wording import wording_for
from candidatures.workflow import acts_for, perform


class CandidatureAdmin(admin.ModelAdmin):
    """A consultant's queue, limited to the departments of their agency."""

    list_display = ["holder", "reference_shown", "dwelling", "deadline", "state_shown", "score", "consultant"]
    list_display_links = ["holder"]
    list_filter = [
        PileFilter,
        StateFilter,
        ("offer__landlord", admin.RelatedOnlyFieldListFilter),
        ("offer__commune__department", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = [
        "application__last_name",
        "application__first_name",
        "application__unique_number",
        "offer__reference",
    ]
    search_help_text = gettext_lazy("Nom, prénom, numéro unique, référence de l'offre ou de la candidature")
    list_per_page = 50
    show_full_result_count = False
    ordering = ["offer__deadline", "applied_at", "pk"]
    actions = ["claim_selected", "approve_selected", "send_selected"]

    # --- Who may see what ------------------------------------------------------------------------
    def get_queryset(self, request: SignedInRequest) -> CandidatureQuerySet:  # type: ignore[override]
        """The candidatures of the person's agency, with what a line shows."""
        return Candidature.objects.for_consultant(request.user).with_list_data()

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        """A reference « C-0000000042 » finds that one candidature."""
        digits = search_term.strip().upper().removeprefix("C-")
        if digits != search_term.strip().upper() and digits.isdigit():
            return queryset.filter(pk=int(digits)), False
        return super().get_search_results(request, queryset, search_term)

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Every consultant and administrator works here."""
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Candidature | None = None) -> bool:
        """Consultants by their agency; the queryset limits which."""
        user = request.user
        return user.is_active and user.is_staff and (user.is_superuser or user.agency is not None)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only applicants apply."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Candidature | None = None) -> bool:
        """Every change is an act, never an edited field."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Candidature | None = None) -> bool:
        """A candidature ends; it is not deleted."""
        return False

    # --- Columns ---------------------------------------------------------------------------------
    @admin.display(description=gettext_lazy("Référence"), ordering="pk")
    def reference_shown(self, candidature: Candidature) -> str:
        """The reference people quote."""
        return candidature.reference

    @admin.display(description=gettext_lazy("Candidat"), ordering="application__last_name")
    def holder(self, candidature: Candidature) -> str:
        """Who applied."""
        return candidature.application.holder_name

    @admin.display(description=gettext_lazy("Logement"), ordering="offer__reference")
    def dwelling(self, candidature: Candidature) -> SafeString:
        """The dwelling and its offer."""
        offer = candidature.offer
        return format_html(
            '<span data-offer-ref="{0}">{1} · {2}<br><span class="quiet">{0}</span></span>',
            offer.reference,
            offer.get_typology_display(),
            offer.commune,
        )

    @admin.display(description=gettext_lazy("Date limite"), ordering="offer__deadline")
    def deadline(self, candidature: Candidature) -> Any:
        """The offer's last day."""
        return candidature.offer.deadline

    @admin.display(description=gettext_lazy("État"), ordering="state")
    def state_shown(self, candidature: Candidature) -> SafeString:
        """The state in the consultants' words."""
        words = wording_for(candidature, Role.CONSULTANT)
        return format_html(
            '<span class="badge badge--{}" data-candidature-state="{}">{}</span>',
            words.tone or "none",
            candidature.state,
            words.label,
        )

    # --- Pages -----------------------------------------------------------------------------------
    def get_urls(self) -> list[URLPattern]:
        """The file's page and its acts, before the admin's own addresses."""
        act = path(
            "<int:pk>/actes/<slug:act>/",
            self.admin_site.admin_view(self.act_view),
            name="candidatures_candidature_act",
        )
        return [act, *super().get_urls()]

    def changelist_view(
        self, request: HttpRequest, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """The queue, under its own name."""
        return super().changelist_view(request, {"title": _("Candidatures"), **(extra_context or {})})

    def _found(self, request: SignedInRequest, pk: Any) -> Candidature:
        found = Candidature.objects.for_consultant(request.user).with_file_data()
        candidature = found.filter(pk=int(pk)).first() if str(pk).isdigit() else None
        if candidature is None:
            raise Http404
        return candidature

    def change_view(
        self,
        request: SignedInRequest,  # type: ignore[override]
        object_id: str,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """The whole file on one page, read only, with the acts possible now."""
        if not self.has_view_permission(request):
            raise Http404
        candidature = self._found(request, object_id)
        note_look(candidature.application, request.user)
        context = {
            **self.admin_site.each_context(request),
            "title": _("Candidature %(reference)s") % {"reference": candidature.reference},
            "opts": self.opts,
            "case": case_file(candidature, Role.CONSULTANT, request.user),
            "acts": offered(candidature, acts_for(candidature, request.user)),
        }
        return TemplateResponse(request, "admin/candidatures/candidature/file.html", context)

    def act_view(self, request: SignedInRequest, pk: int, act: str) -> HttpResponse:
        """One act on one candidature: its form, then the deed, then the file again."""
        if not self.has_view_permission(request):
            raise Http404
        candidature = self._found(request, pk)
        back = reverse("admin:candidatures_candidature_change", args=[pk])
        context = {**self.admin_site.each_context(request), "opts": self.opts}
        template = "admin/candidatures/candidature/act.html"
        return ActPage(template, back, Role.CONSULTANT, context).answer(request, candidature, act)

    # --- Acts on several -------------------------------------------------------------------------
    @admin.action(description=gettext_lazy("Prendre en charge"), permissions=["view"])
    def claim_selected(self, request: SignedInRequest, queryset: CandidatureQuerySet) -> None:
        """Take several candidatures."""
        self._each(request, queryset, Act.CLAIM)

    @admin.action(description=gettext_lazy("Valider"), permissions=["view"])
    def approve_selected(self, request: SignedInRequest, queryset: CandidatureQuerySet) -> None:
        """Approve several candidatures."""
        self._each(request, queryset, Act.APPROVE)

    @admin.action(description=gettext_lazy("Envoyer au bailleur"), permissions=["view"])
    def send_selected(self, request: SignedInRequest, queryset: CandidatureQuerySet) -> None:
        """Send several approved candidatures to their landlords."""
        sent = self._each(request, queryset, Act.SEND_TO_LANDLORD)
        for offer in offers_short_of_files(candidature.offer for candidature in sent):
            text = _("%(reference)s : moins de trois dossiers pour la commission (article R441-3 du CCH).")
            self.message_user(request, text % {"reference": offer.reference}, messages.WARNING)

    def _each(self, request: SignedInRequest, queryset: CandidatureQuerySet, act: Act) -> list[Candidature]:
        """Perform an act on each, one transaction a row, and say how each row went; those that went well."""
        done = []
        for candidature in queryset:
            try:
                done.append(perform(candidature, act, request.user))
            except CandidatureError as error:
                refused = f"{candidature.reference} : {error.message}"
                self.message_user(request, refused, messages.WARNING)
        if done:
            text = ngettext(
                "%(count)d candidature : %(act)s.", "%(count)d candidatures : %(act)s.", len(done)
            ) % {"count": len(done), "act": act.label}
            self.message_user(request, text, messages.SUCCESS)
        return done
