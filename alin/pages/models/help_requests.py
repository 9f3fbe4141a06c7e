"""A question somebody wrote to the help desk, with its number and its state (R8.1)."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class HelpRequestQuerySet(models.QuerySet["HelpRequest"]):
    """Questions the help desk asks."""

    def open(self) -> "HelpRequestQuerySet":
        """Nobody has answered yet."""
        return self.filter(state__in=[HelpRequest.State.NEW, HelpRequest.State.IN_PROGRESS])


class HelpRequest(models.Model):
    """Read and answered by consultants; `number` is what the person quotes on the phone."""

    class Subject(models.TextChoices):
        NUMBER_TAKEN = "number_taken", _("Ma demande est rattachée à un autre compte")
        MAILBOX = "mailbox", _("Je n'ai plus accès à l'adresse de mon numéro unique")
        ACCOUNT = "account", _("Mon compte et la connexion")
        APPLICATION = "application", _("Ma demande de logement et mes pièces")
        EMPLOYER = "employer", _("Mon entreprise et mes données personnelles")
        CANDIDATURE = "candidature", _("Une offre ou ma candidature")
        OTHER = "other", _("Autre question")

    class State(models.TextChoices):
        NEW = "new", _("Reçue")
        IN_PROGRESS = "in_progress", _("En cours")
        ANSWERED = "answered", _("Répondue")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.CASCADE,
        related_name="help_requests",
        verbose_name=_("Compte"),
    )
    subject = models.CharField(_("Sujet"), max_length=12, choices=Subject)
    name = models.CharField(_("Nom"), max_length=160)
    email = models.EmailField(_("E-mail"))
    about = models.CharField(_("Numéro ou référence"), max_length=60, blank=True)
    message = models.TextField(_("Message"))
    language = models.CharField(_("Langue"), max_length=2, choices=settings.LANGUAGES, default="fr")
    state = models.CharField(_("État"), max_length=12, choices=State, default=State.NEW)
    asked_at = models.DateTimeField(_("Reçue le"), default=timezone.now)
    taken_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        verbose_name=_("Prise en charge par"),
    )
    answer = models.TextField(_("Réponse"), blank=True)
    answered_at = models.DateTimeField(_("Répondue le"), null=True, blank=True)

    objects = HelpRequestQuerySet.as_manager()

    class Meta:
        verbose_name = _("demande d'aide")
        verbose_name_plural = _("demandes d'aide")
        ordering = ["-asked_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="answered", answered_at__isnull=False)
                | (~Q(state="answered") & Q(answered_at__isnull=True)),
                name="help_request_dated_iff_answered",
            )
        ]
        indexes = [models.Index(fields=["state", "asked_at"], name="help_request_queue")]

    def __str__(self) -> str:
        return f"{self.number} · {self.get_subject_display()}"

    @property
    def number(self) -> str:
        """What the person quotes: « AIDE-000042 »."""
        return f"AIDE-{self.pk:06d}"
