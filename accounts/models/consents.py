"""What a person agreed to, in which wording, and when."""

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class Consent(models.Model):
    """An agreement given at sign-up, kept with its text's version (GDPR article 7.1)."""

    class Subject(models.TextChoices):
        PERSONAL_DATA = "personal_data", _("Utilisation de mes données personnelles")

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="consents",
        verbose_name=_("Personne"),
    )
    subject = models.CharField(_("Objet"), max_length=20, choices=Subject)
    text_version = models.CharField(_("Version du texte"), max_length=20)
    given_at = models.DateTimeField(_("Donné le"), default=timezone.now)

    class Meta:
        verbose_name = _("consentement")
        verbose_name_plural = _("consentements")
        ordering = ["-given_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.get_subject_display()} · {self.text_version}"
