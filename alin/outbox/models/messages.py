"""One row per mail or SMS, from the moment its cause is decided to its delivery."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class MessageQuerySet(models.QuerySet["Message"]):
    """Questions the delivery asks."""

    def due(self, now: datetime) -> "MessageQuerySet":
        """Waiting rows whose time has come, and claimed rows whose worker never came back."""
        return self.filter(state__in=[Message.State.WAITING, Message.State.SENDING], due_at__lte=now)

    def forget_waiting(self, reason: str) -> int:
        """Drop those of these that nobody has begun to send; returns how many."""
        waiting = self.filter(state=Message.State.WAITING)
        return waiting.update(state=Message.State.DROPPED, error=reason[:500])


class Message(models.Model):
    """A message to one person; `key` makes writing it twice impossible."""

    class Channel(models.TextChoices):
        MAIL = "mail", _("E-mail")
        SMS = "sms", _("SMS")

    class State(models.TextChoices):
        WAITING = "waiting", _("En attente d'envoi")
        SENDING = "sending", _("Envoi en cours")
        SENT = "sent", _("Envoyé")
        FAILED = "failed", _("Échec")
        DROPPED = "dropped", _("Devenu inutile")

    class Category(models.TextChoices):
        ACCOUNT = "account", _("Compte")
        APPLICATION = "application", _("Demande")
        CANDIDATURE = "candidature", _("Candidature")
        OFFERS = "offers", _("Offres")

    key = models.CharField(max_length=200, unique=True)
    channel = models.CharField(max_length=8, choices=Channel, default=Channel.MAIL)
    category = models.CharField(max_length=16, choices=Category)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="outbox_messages",
        verbose_name=_("Personne"),
    )
    to = models.CharField(_("Destinataire"), max_length=254)
    subject = models.CharField(_("Objet"), max_length=200, blank=True)
    text = models.TextField(_("Texte"))
    html = models.TextField(_("Version HTML"), blank=True)
    # What must be put in at delivery (see secrets.py); text and HTML hold a placeholder.
    secret = models.CharField(max_length=100, blank=True)
    # Where one request ends such mails (RFC 8058); empty for what cannot be turned off.
    stop_url = models.CharField(max_length=300, blank=True)
    # The content is wiped from the database once it is delivered.
    confidential = models.BooleanField(_("Contenu confidentiel"), default=False)
    state = models.CharField(_("État"), max_length=8, choices=State, default=State.WAITING)
    attempts = models.PositiveSmallIntegerField(_("Essais"), default=0)
    # WAITING: when to try next. SENDING: when another worker may take it over.
    due_at = models.DateTimeField(_("Prochain essai"), default=timezone.now)
    created_at = models.DateTimeField(_("Créé le"), default=timezone.now)
    sent_at = models.DateTimeField(_("Envoyé le"), null=True, blank=True)
    error = models.CharField(_("Dernière erreur"), max_length=500, blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        verbose_name = _("message")
        verbose_name_plural = _("messages")
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(state="sent", sent_at__isnull=False)
                | (~Q(state="sent") & Q(sent_at__isnull=True)),
                name="message_sent_at_iff_sent",
            )
        ]
        indexes = [
            models.Index(
                F("due_at"),
                name="message_due",
                condition=Q(state__in=["waiting", "sending"]),
            ),
            models.Index(fields=["user", "-created_at"], name="message_by_user"),
            models.Index(fields=["-created_at"], name="message_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} · {self.subject or self.key}"
