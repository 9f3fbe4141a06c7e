"""One household's candidature for one offer."""

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Prefetch, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models import SharingChoice
from candidatures.models.states import ACTIVE_STATES, Outcome, State
from offers.models import OfferPhoto

if TYPE_CHECKING:
    from accounts.models import User

# What a landlord may see: from the moment the file was sent to them, whatever became of it.
SENT_TO_LANDLORD = Q(sent_at__isnull=False)


class CandidatureQuerySet(models.QuerySet["Candidature"]):
    """Questions about many candidatures; each reader's limits are here and nowhere else."""

    def active(self) -> "CandidatureQuerySet":
        """Not ended: each keeps its applicant from applying elsewhere."""
        return self.filter(state__in=ACTIVE_STATES)

    def ended(self) -> "CandidatureQuerySet":
        """In a final state."""
        return self.exclude(state__in=ACTIVE_STATES)

    def for_applicant(self, user: "User") -> "CandidatureQuerySet":
        """The person's own, those of a demande they deleted included."""
        return self.filter(application__owner=user)

    def for_landlord(self, user: "User") -> "CandidatureQuerySet":
        """Sent to the organisation the person works for."""
        return self.filter(SENT_TO_LANDLORD, offer__landlord__memberships__user=user)

    def for_consultant(self, user: "User") -> "CandidatureQuerySet":
        """On offers in the departments of the person's agency; an administrator sees all."""
        if user.is_superuser:
            return self
        return self.filter(offer__commune__department__agencies__memberships__user=user)

    def with_list_data(self) -> "CandidatureQuerySet":
        """Everything a line of a list shows, the home's first photo included."""
        first_photo = OfferPhoto.objects.filter(rank=0)
        return self.select_related(
            "application__owner",
            "offer__commune",
            "offer__landlord",
            "consultant",
            "refusal_reason",
        ).prefetch_related(Prefetch("offer__photos", queryset=first_photo, to_attr="first_photos"))

    def with_file_data(self) -> "CandidatureQuerySet":
        """Everything the page of a whole file shows, for those who decide about it."""
        return (
            self.with_list_data()
            .select_related("application__employment__employer")
            .prefetch_related("application__document_ticks", "application__wished_communes__commune")
        )


class Candidature(models.Model):
    """A candidature; candidatures/workflow.py alone changes its state."""

    application = models.ForeignKey(
        "applications.HousingApplication",
        on_delete=models.CASCADE,
        related_name="candidatures",
        verbose_name=_("Demande"),
    )
    offer = models.ForeignKey(
        "offers.Offer",
        on_delete=models.PROTECT,
        related_name="candidatures",
        verbose_name=_("Offre"),
    )
    state = models.CharField(_("État"), max_length=16, choices=State, default=State.APPLIED)
    # Higher comes first; equal scores: the older demande (R6.9). `score_points`: points by criterion.
    score = models.PositiveIntegerField(_("Cotation"), default=0)
    score_points = models.JSONField(_("Points par critère"), default=dict)
    score_version = models.CharField(_("Version du barème"), max_length=20)
    filed_on = models.DateField(_("Ancienneté de la demande"))
    wish_rank = models.PositiveSmallIntegerField(_("Ordre du souhait"), null=True, blank=True)
    sharing_choice = models.CharField(_("Choix de partage"), max_length=10, choices=SharingChoice)
    consultant = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="claimed_candidatures",
        verbose_name=_("Conseiller"),
    )
    refusal_reason = models.ForeignKey(
        "candidatures.RefusalReason",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="candidatures",
        verbose_name=_("Motif de refus"),
    )

    applied_at = models.DateTimeField(_("Déposée le"), default=timezone.now)
    decided_at = models.DateTimeField(_("Décision d'Action Logement le"), null=True, blank=True)
    sent_at = models.DateTimeField(_("Envoyée au bailleur le"), null=True, blank=True)
    visit_at = models.DateTimeField(_("Visite le"), null=True, blank=True)
    visit_place = models.CharField(_("Lieu de rendez-vous"), max_length=200, blank=True)
    committee_on = models.DateField(_("Commission logement le"), null=True, blank=True)
    outcome = models.CharField(_("Décision de la commission"), max_length=22, choices=Outcome, blank=True)
    outcome_rank = models.PositiveSmallIntegerField(_("Rang de la commission"), null=True, blank=True)
    outcome_at = models.DateTimeField(_("Décision enregistrée le"), null=True, blank=True)
    outcome_condition = models.CharField(_("Condition à remplir"), max_length=300, blank=True)
    # Silence past this day is a refusal: see deadlines.py (R6.7).
    answer_by = models.DateField(_("Réponse attendue au plus tard le"), null=True, blank=True)
    lease_signed_on = models.DateField(_("Bail signé le"), null=True, blank=True)
    moved_in_on = models.DateField(_("Entrée dans les lieux le"), null=True, blank=True)
    ended_at = models.DateTimeField(_("Terminée le"), null=True, blank=True)

    objects = CandidatureQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidature")
        verbose_name_plural = _("candidatures")
        ordering = ["-applied_at", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["application"],
                condition=Q(state__in=[str(state.value) for state in ACTIVE_STATES]),
                name="one_active_candidature_per_application",
            ),
            models.UniqueConstraint(
                fields=["offer"],
                condition=Q(state__in=["allocated", "lease_signed", "moved_in"]),
                name="one_allocation_per_dwelling",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=["rejected", "not_retained", "not_allocated"],
                    refusal_reason__isnull=False,
                )
                | (
                    ~Q(state__in=["rejected", "not_retained", "not_allocated"])
                    & Q(refusal_reason__isnull=True)
                ),
                name="refusal_reason_iff_refused",
            ),
            models.CheckConstraint(
                condition=(
                    Q(
                        state__in=[str(state.value) for state in ACTIVE_STATES],
                        ended_at__isnull=True,
                    )
                    | (
                        ~Q(state__in=[str(state.value) for state in ACTIVE_STATES])
                        & Q(ended_at__isnull=False)
                    )
                ),
                name="ended_at_iff_final",
            ),
            models.CheckConstraint(
                condition=Q(
                    state__in=[
                        "applied",
                        "approved",
                        "cancelled",
                        "rejected",
                        "offer_withdrawn",
                    ]
                )
                | Q(sent_at__isnull=False),
                name="sent_before_the_landlord_acts",
            ),
            # A file that was still waiting when the lease was signed ends without a decision of its own.
            models.CheckConstraint(
                condition=~Q(state__in=["allocated", "ranked", "lease_signed", "moved_in"]) | ~Q(outcome=""),
                name="committee_states_have_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(outcome="ATTRIBUTION_RANG", outcome_rank__isnull=False, outcome_rank__gte=1)
                | (~Q(outcome="ATTRIBUTION_RANG") & Q(outcome_rank__isnull=True)),
                name="committee_rank_iff_ranked",
            ),
            models.CheckConstraint(
                condition=(Q(outcome="ATTRIBUTION_SUSPENSIVE") & ~Q(outcome_condition=""))
                | (~Q(outcome="ATTRIBUTION_SUSPENSIVE") & Q(outcome_condition="")),
                name="condition_iff_conditional",
            ),
            models.UniqueConstraint(
                fields=["offer", "outcome_rank"],
                condition=Q(outcome_rank__isnull=False),
                name="committee_ranks_differ",
            ),
            models.CheckConstraint(
                condition=~Q(state="visit") | Q(visit_at__isnull=False),
                name="visit_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="committee") | Q(committee_on__isnull=False),
                name="committee_has_a_date",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["lease_signed", "moved_in"]) | Q(lease_signed_on__isnull=False),
                name="lease_has_a_date",
            ),
            models.CheckConstraint(
                condition=Q(state="moved_in", moved_in_on__isnull=False)
                | (~Q(state="moved_in") & Q(moved_in_on__isnull=True)),
                name="moved_in_on_iff_moved_in",
            ),
        ]
        indexes = [
            models.Index(
                fields=["offer", "-score", "filed_on", "applied_at"],
                name="candidature_rank",
            ),
            models.Index(fields=["state", "applied_at"], name="candidature_queue"),
        ]

    def __str__(self) -> str:
        return self.reference

    def get_absolute_url(self) -> str:
        """The applicant's page of this candidature."""
        return reverse("candidatures:detail", args=[self.pk])

    @property
    def reference(self) -> str:
        """What people quote in letters and on the phone: « C-0000000042 »."""
        return f"C-{self.pk:010d}"

    @property
    def is_active(self) -> bool:
        """Does it keep its applicant from applying elsewhere?"""
        return self.state in ACTIVE_STATES
