"""The demande as imported: a snapshot of the registry, and the figures the rules and searches need."""

import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alin.dates import add_months, local_today
from applications.models.updates import RegistryUpdate
from applications.registry.schema import Demande
from applications.unique_number import masked

if TYPE_CHECKING:
    from accounts.models import User
    from applications.models.employments import Employment

CONFIRMED_SINCE = datetime.date(2021, 4, 20)  # older demandes confirm their number once (R4.3)
VALIDITY_MONTHS = 12  # article R441-2-8 CCH: a demande is valid one year from filing or renewal


class HousingApplicationQuerySet(models.QuerySet["HousingApplication"]):
    """Questions about many applications."""

    def submitted(self) -> "HousingApplicationQuerySet":
        """Completed and sent by their holder."""
        return self.filter(submitted_at__isnull=False)

    def not_expired(self, today: datetime.date) -> "HousingApplicationQuerySet":
        """Still valid on that day, the last day included."""
        return self.filter(expires_on__gte=today)

    def for_consultant(self, user: "User") -> "HousingApplicationQuerySet":
        """Those that wish for a commune of the person's agency; an administrator reads all."""
        if user.is_superuser:
            return self
        own = WishedCommune.objects.filter(
            application=models.OuterRef("pk"),
            commune__department__agencies__memberships__user=user,
        )
        return self.filter(models.Exists(own))

    def with_latest_update(self) -> "HousingApplicationQuerySet":
        """When the registry last changed something, and what, in the same query."""
        latest = RegistryUpdate.objects.filter(application=models.OuterRef("pk")).order_by("-at", "-pk")
        return self.annotate(
            latest_update_at=models.Subquery(latest.values("at")[:1]),
            latest_update_changes=models.Subquery(latest.values("changes")[:1]),
        )

    def with_file_data(self) -> "HousingApplicationQuerySet":
        """Everything the pages of one file show, in a constant number of queries."""
        return self.select_related("owner", "employment__employer").prefetch_related(
            "wished_communes__commune"
        )


class HousingApplication(models.Model):
    """A demande de logement social imported by its holder.

    `snapshot` is what the registry gave (see registry/schema.py). The columns after it are worked out
    from the snapshot at each import and update, so that rules can be asked in SQL.
    """

    owner = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="application",
        verbose_name=_("Titulaire"),
    )
    unique_number = models.CharField(_("Numéro unique"), max_length=18, unique=True)
    snapshot = models.JSONField(_("Données du site d'enregistrement"))
    fetched_at = models.DateTimeField(_("À jour le"), default=timezone.now)
    imported_at = models.DateTimeField(_("Importée le"), default=timezone.now)
    submitted_at = models.DateTimeField(_("Validée le"), null=True, blank=True)
    # Since when the holder's right to this number is proven as R4.3 asks; see needs_number_confirmation.
    number_confirmed_at = models.DateTimeField(_("Numéro confirmé le"), null=True, blank=True)
    # The holder read tab 1 and went on; which step is next follows from the data.
    information_read_at = models.DateTimeField(null=True, blank=True)
    # The last update found another person (R4.4): [{"field", "here", "registry"}]; empty when all is well.
    identity_mismatch = models.JSONField(default=list, blank=True)
    # The nightly round: when the registry said that this demande changed, when it last gave a final « no »
    # about it, and when it last gave none at all.
    refresh_wanted_at = models.DateTimeField(null=True, blank=True)
    refresh_tried_at = models.DateTimeField(null=True, blank=True)
    refresh_failed_at = models.DateTimeField(null=True, blank=True)
    # The last reminder of the end of validity: for which last day, at how many days (negative: once over).
    expiry_told_for = models.DateField(null=True, blank=True)
    expiry_told_stage = models.SmallIntegerField(null=True, blank=True)

    # Keys of the documents asked for when the boxes were last saved: a line not among them is new.
    documents_seen = models.JSONField(default=list, editable=False)

    filed_on = models.DateField(_("Déposée le"))
    expires_on = models.DateField(_("Valable jusqu'au"), db_index=True)
    struck_off = models.CharField(_("Radiation"), max_length=6, blank=True)
    last_name = models.CharField(_("Nom"), max_length=80)
    first_name = models.CharField(_("Prénom"), max_length=80)
    birth_date = models.DateField(_("Date de naissance"))
    household_size = models.PositiveSmallIntegerField(_("Personnes à loger"))
    income_category = models.PositiveSmallIntegerField(_("Catégorie de ménage (plafonds)"))
    extra_persons = models.PositiveSmallIntegerField(_("Personnes au-delà de six"), default=0)
    # None: no tax notice for the year that counts, so no ceiling can be compared.
    counted_income = models.PositiveIntegerField(_("Revenu pris en compte"), null=True, blank=True)
    monthly_resources = models.PositiveIntegerField(_("Ressources mensuelles, aides au logement comprises"))
    needs_accessible = models.BooleanField(_("Logement adapté demandé"), default=False)
    min_surface = models.PositiveSmallIntegerField(_("Surface minimum"), default=0)
    is_priority = models.BooleanField(_("Prioritaire (L313-26-2)"), default=False)

    objects = HousingApplicationQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande")
        verbose_name_plural = _("demandes")
        ordering = ["-imported_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(income_category__gte=1, income_category__lte=6),
                name="application_category_1_to_6",
            ),
            models.CheckConstraint(
                condition=Q(extra_persons=0) | Q(income_category=6),
                name="application_extra_only_beyond_six",
            ),
            models.CheckConstraint(condition=Q(household_size__gte=1), name="application_houses_someone"),
        ]

    def __str__(self) -> str:
        return f"{self.als_number} · {self.first_name} {self.last_name}"

    @property
    def als_number(self) -> str:
        """Action Logement Services' own number: 10 digits, drawn from the row's key."""
        return f"{self.pk:010d}"

    @property
    def masked_number(self) -> str:
        """The unique number as lists and logs show it."""
        return masked(self.unique_number)

    @cached_property
    def demande(self) -> Demande:
        """The snapshot, typed."""
        return Demande.model_validate(self.snapshot)

    @cached_property
    def wished_codes(self) -> list[str]:
        """INSEE codes of the communes asked for, the preferred one first."""
        return [wish.commune_id for wish in self.wished_communes.all()]

    @property
    def confirmed_employment(self) -> "Employment | None":
        """The employment the holder confirmed, if there is one."""
        return getattr(self, "employment", None)

    @property
    def holder_name(self) -> str:
        """First and last name of the applicant at the registry."""
        return f"{self.first_name} {self.last_name}"

    def is_expired(self, today: datetime.date | None = None) -> bool:
        """Past its last day of validity? The last day itself still counts."""
        return self.expires_on < (today or local_today())

    @property
    def needs_number_confirmation(self) -> bool:
        """Created before 20/04/2021 and not confirmed by a security code since: no update until then."""
        return self.filed_on < CONFIRMED_SINCE and self.number_confirmed_at is None

    @staticmethod
    def expiry_for(filed_on: datetime.date, renewed_on: datetime.date | None) -> datetime.date:
        """Last day of validity: twelve months after filing or the last renewal."""
        return add_months(renewed_on or filed_on, VALIDITY_MONTHS)


class WishedCommune(models.Model):
    """A commune the household asked for, in its order of preference (1 is first)."""

    application = models.ForeignKey(
        HousingApplication, on_delete=models.CASCADE, related_name="wished_communes"
    )
    commune = models.ForeignKey("places.Commune", on_delete=models.PROTECT, related_name="+")
    rank = models.PositiveSmallIntegerField(_("Ordre"))

    class Meta:
        verbose_name = _("commune souhaitée")
        verbose_name_plural = _("communes souhaitées")
        ordering = ["application", "rank"]
        constraints = [
            models.UniqueConstraint(fields=["application", "commune"], name="commune_wished_once"),
            models.UniqueConstraint(fields=["application", "rank"], name="wish_ranks_differ"),
        ]

    def __str__(self) -> str:
        return f"{self.rank}. {self.commune}"
