"""Invitations to work for an organisation (R2.10); the link's key is signed, never stored."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.models.memberships import KINDS, InOneOrganisation, Membership, Organisation, exactly_one

OPEN = Q(accepted_at__isnull=True, withdrawn_at__isnull=True)


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Questions about invitations."""

    def of(self, organisation: Organisation) -> "InvitationQuerySet":
        """One organisation's."""
        return self.filter(**{organisation._meta.model_name or "": organisation})

    def waiting(self) -> "InvitationQuerySet":
        """Neither accepted nor withdrawn; they may have expired and be sent again."""
        return self.filter(OPEN)


class Invitation(InOneOrganisation):
    """One address, invited into one organisation with one role."""

    class State(models.TextChoices):
        OPEN = "open", _("En attente")
        EXPIRED = "expired", _("Expirée")
        ACCEPTED = "accepted", _("Acceptée")
        WITHDRAWN = "withdrawn", _("Retirée")

    email = models.EmailField(_("E-mail"))
    role = models.CharField(_("Rôle"), max_length=8, choices=Membership.Role, default=Membership.Role.MEMBER)
    first_name = models.CharField(_("Prénom"), max_length=80, blank=True)
    birth_name = models.CharField(_("Nom"), max_length=80, blank=True)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Invitée par"),
        null=True,
        on_delete=models.SET_NULL,
        related_name="invitations_sent",
    )
    created_at = models.DateTimeField(_("Créée le"), default=timezone.now)
    sent_at = models.DateTimeField(_("Envoyée le"), default=timezone.now)
    accepted_at = models.DateTimeField(_("Acceptée le"), null=True, blank=True)
    accepted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        verbose_name=_("Acceptée par"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="invitations_accepted",
    )
    withdrawn_at = models.DateTimeField(_("Retirée le"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        ordering: ClassVar[list[str]] = ["-sent_at", "-pk"]
        constraints = [
            exactly_one("invitation_to_exactly_one_organisation"),
            models.CheckConstraint(
                condition=Q(accepted_at__isnull=True) | Q(withdrawn_at__isnull=True),
                name="invitation_accepted_or_withdrawn",
            ),
            *(
                models.UniqueConstraint(
                    fields=["email", kind],
                    condition=OPEN & Q(**{f"{kind}__isnull": False}),
                    name=f"one_open_invitation_per_{kind}",
                    violation_error_message=_("Une invitation attend déjà à cette adresse."),
                )
                for kind in KINDS
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email} · {self.organisation}"

    @property
    def expires_at(self) -> datetime:
        """When the link stops working, counted from the last time it was sent."""
        return self.sent_at + timedelta(days=settings.INVITATION_DAYS)

    @property
    def state(self) -> "Invitation.State":
        """What the link is worth now."""
        if self.accepted_at:
            return self.State.ACCEPTED
        if self.withdrawn_at:
            return self.State.WITHDRAWN
        return self.State.OPEN if timezone.now() < self.expires_at else self.State.EXPIRED

    @property
    def full_name(self) -> str:
        """Whom the inviter had in mind, as far as they said."""
        return f"{self.first_name} {self.birth_name}".strip()
