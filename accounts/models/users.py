"""The person behind an account; the e-mail address is the username."""

from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from accounts.phones import MobilePhoneField

if TYPE_CHECKING:
    from accounts.models.memberships import Membership
    from accounts.models.organisations import Agency, Employer, Landlord


class UserQuerySet(models.QuerySet["User"]):
    """Questions about people."""

    def applicants(self) -> "UserQuerySet":
        """People who look for a home: nobody's staff, now or before."""
        return self.filter(is_staff=False, membership__isnull=True, left_at__isnull=True)

    def staff_of(self, organisation: "Landlord | Employer | Agency") -> "UserQuerySet":
        """The active people who work for one landlord, employer or agency."""
        kind = organisation._meta.model_name
        return self.filter(is_active=True, **{f"membership__{kind}": organisation})

    def never_activated(self) -> "UserQuerySet":
        """Accounts whose owner has not chosen a password yet."""
        return self.filter(password__startswith=UNUSABLE_PASSWORD_PREFIX)


class UserManager(BaseUserManager["User"]):
    """Creates people; addresses are kept in lower case so that one address is one account."""

    def get_queryset(self) -> UserQuerySet:
        """People, with the questions above."""
        return UserQuerySet(self.model, using=self._db)

    def applicants(self) -> UserQuerySet:
        """People who look for a home."""
        return self.get_queryset().applicants()

    def staff_of(self, organisation: "Landlord | Employer | Agency") -> UserQuerySet:
        """The active people of one organisation."""
        return self.get_queryset().staff_of(organisation)

    def never_activated(self) -> UserQuerySet:
        """Accounts without a password."""
        return self.get_queryset().never_activated()

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

    email = models.EmailField(pgettext_lazy("account", "Email"), unique=True)
    civility = models.CharField(_("Civilité"), max_length=8, choices=Civility)
    birth_name = models.CharField(_("Nom de naissance"), max_length=80)
    first_name = models.CharField(_("Prénom"), max_length=80)
    mobile_phone = MobilePhoneField(_("Téléphone portable"), blank=True)
    sms_wanted = models.BooleanField(_("Recevoir des SMS"), default=False)
    # Alerts and reminders about offers; everything else is about the person's own affairs (R7.1).
    offer_mails_wanted = models.BooleanField(_("Recevoir des mails sur les offres"), default=True)
    language = models.CharField(_("Langue"), max_length=2, default="fr")
    # When the applicant went through or skipped the steps of R3.1; None sends the first log-in there.
    tutorial_done_at = models.DateTimeField(_("Étapes vues le"), null=True, blank=True)
    is_staff = models.BooleanField(_("Accès à l'espace conseiller"), default=False)
    is_active = models.BooleanField(_("Actif"), default=True)
    # When a person left the organisation they worked for: closed, and no applicant's account by accident.
    left_at = models.DateTimeField(_("A quitté son organisation le"), null=True, blank=True)
    date_joined = models.DateTimeField(_("Compte créé le"), default=timezone.now)

    # True on the instance whose first password has just been chosen; lives as long as that request.
    activated_now = False

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

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

    @cached_property
    def workplace(self) -> "Membership | None":
        """The person's place in an organisation, fetched once with it; None for an applicant."""
        from accounts.models.memberships import Membership

        if self.pk is None:
            return None
        if Membership._meta.get_field("user").remote_field.is_cached(self):  # came with the person
            return getattr(self, "membership", None)
        return Membership.objects.select_related("landlord", "employer", "agency").filter(user=self).first()

    @property
    def landlord(self) -> "Landlord | None":
        """The landlord this person works for."""
        return self.workplace.landlord if self.workplace else None

    @property
    def employer(self) -> "Employer | None":
        """The company whose employees this person looks after."""
        return self.workplace.employer if self.workplace else None

    @property
    def agency(self) -> "Agency | None":
        """The Action Logement agency this person works at."""
        return self.workplace.agency if self.workplace else None

    @property
    def works_for_landlord(self) -> bool:
        """Does the back office at /bailleur/ belong to this person?"""
        return self.landlord is not None

    @property
    def works_for_employer(self) -> bool:
        """Does the back office at /entreprise/ belong to this person?"""
        return self.employer is not None

    @property
    def is_applicant(self) -> bool:
        """Is this a person who looks for a home?"""
        return not self.is_staff and self.left_at is None and self.workplace is None

    @property
    def is_activated(self) -> bool:
        """Has the person chosen a password?"""
        return self.has_usable_password()
