"""The person behind an account; the e-mail address is the username."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField


class UserManager(BaseUserManager["User"]):
    """Creates people; addresses are kept in lower case so that one address is one account."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """A new account; without a password it cannot log in until one is chosen."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """An administrator."""
        return self.create_user(email, password, **{"is_staff": True, "is_superuser": True, **fields})


class User(AbstractBaseUser, PermissionsMixin):
    """A person: applicant by default, or staff of an organisation through `Membership`."""

    class Civility(models.TextChoices):
        MADAME = "madame", _("Madame")
        MONSIEUR = "monsieur", _("Monsieur")

    email = models.EmailField(_("Email"), unique=True)
    civility = models.CharField(_("Civilité"), max_length=8, choices=Civility)
    birth_name = models.CharField(_("Nom de naissance"), max_length=80)
    first_name = models.CharField(_("Prénom"), max_length=80)
    mobile_phone = PhoneNumberField(_("Téléphone portable"), blank=True)
    sms_wanted = models.BooleanField(_("Recevoir des SMS"), default=False)
    language = models.CharField(_("Langue"), max_length=2, default="fr")
    tutorial_done_at = models.DateTimeField(null=True, blank=True)
    is_staff = models.BooleanField(_("Accès à l'espace conseiller"), default=False)
    is_active = models.BooleanField(_("Actif"), default=True)
    date_joined = models.DateTimeField(_("Compte créé le"), default=timezone.now)

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: list[str] = []

    objects = UserManager()

    class Meta:
        verbose_name = _("compte")
        verbose_name_plural = _("comptes")
        constraints = [models.UniqueConstraint(Lower("email"), name="user_email_whatever_the_case")]

    def __str__(self) -> str:
        return self.get_full_name() or self.email

    def get_full_name(self) -> str:
        """First name and birth name, as people sign."""
        return f"{self.first_name} {self.birth_name}".strip()

    def get_short_name(self) -> str:
        """First name and initial, for the header: « Anne P. »."""
        return f"{self.first_name} {self.birth_name[:1]}.".strip(" .") + ("." if self.birth_name else "")
