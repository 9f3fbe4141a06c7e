"""People and organisations in the admin site. No password is set or seen here: it is chosen from a mail."""

from typing import Any

from allauth.account.models import EmailAddress
from django import forms
from django.contrib import admin, messages
from django.db import models, transaction
from django.db.models import QuerySet
from django.forms import ModelForm
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.activation import address_of
from accounts.company_forms import SirenField
from accounts.deletion_admin import DeletingAdmin
from accounts.factor_admin import SecondFactorAdmin
from accounts.models import Agency, Consent, Employer, Landlord, SharingChoice, User
from accounts.notices import post_access_mail
from accounts.person_names import NameField
from accounts.team_admin import InvitingAdmin, MembershipInline


class PersonForm(ModelForm):
    """An account, under the same rules as the sign-up form."""

    birth_name = NameField(label=_("Nom de naissance"), autocomplete="off")
    first_name = NameField(label=_("Prénom"), autocomplete="off")

    class Meta:
        model = User
        fields = (
            "email",
            "civility",
            "birth_name",
            "first_name",
            "mobile_phone",
            "language",
            "sms_wanted",
            "is_active",
            "is_staff",
            "is_superuser",
            "groups",
        )

    def clean_email(self) -> str:
        """One address is one account, whatever the case."""
        return str(self.cleaned_data["email"]).lower()


class ConsentInline(admin.StackedInline):
    """What the person agreed to."""

    model = Consent
    extra = 0
    can_delete = False
    readonly_fields = ("subject", "text_version", "given_at")

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only the person gives a consent."""
        return False


class ActivatedFilter(admin.SimpleListFilter):
    """Has the person chosen a password?"""

    title = _("activation")
    parameter_name = "activated"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Yes and no."""
        return [("yes", _("Activé")), ("no", _("Mot de passe pas encore choisi"))]

    def queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> QuerySet[User]:
        """The accounts of the chosen answer."""
        waiting = User.objects.never_activated().values("pk")
        if self.value() == "yes":
            return queryset.exclude(pk__in=waiting)
        return queryset.filter(pk__in=waiting) if self.value() == "no" else queryset


@admin.register(User)
class UserAdmin(DeletingAdmin, SecondFactorAdmin):
    """Accounts; a new one has no password until its owner opens the mailed link."""

    form = PersonForm
    list_display = (
        "email",
        "birth_name",
        "first_name",
        "organisation",
        "is_staff",
        "activated",
        "date_joined",
    )
    list_filter = (ActivatedFilter, "is_staff", "is_active", "language", "membership__landlord")
    list_select_related = ("membership__landlord", "membership__employer", "membership__agency")
    search_fields = ("email", "birth_name", "first_name", "mobile_phone")
    ordering = ("-date_joined", "-pk")
    date_hierarchy = "date_joined"
    readonly_fields = ("last_login", "date_joined", "left_at", "tutorial_done_at")
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}
    inlines = (MembershipInline, ConsentInline)
    actions = ("send_access_link", "reset_second_factor")
    fieldsets = (
        (None, {"fields": ("email", "civility", "birth_name", "first_name", "mobile_phone")}),
        (_("Messages"), {"fields": ("language", "sms_wanted")}),
        (_("Droits"), {"fields": ("is_active", "is_staff", "is_superuser", "groups")}),
        (_("Dates"), {"fields": ("date_joined", "last_login", "left_at", "tutorial_done_at")}),
    )

    @admin.display(description=_("Organisation"))
    def organisation(self, user: User) -> str:
        """Where the person works."""
        place = getattr(user, "membership", None)
        return str(place.landlord or place.employer or place.agency) if place else ""

    @admin.display(description=_("Activé"), boolean=True)
    def activated(self, user: User) -> bool:
        """Has the person chosen a password?"""
        return user.is_activated

    def get_readonly_fields(self, request: HttpRequest, obj: User | None = None) -> Any:
        """Only an administrator hands out rights; nobody raises their own."""
        if request.user.is_superuser:
            return self.readonly_fields
        return (*self.readonly_fields, "is_staff", "is_superuser", "groups")

    def save_model(self, request: HttpRequest, obj: User, form: Any, change: bool) -> None:
        """A new account has no password; a changed address has to be confirmed by its owner."""
        if not change:
            obj.set_unusable_password()
        super().save_model(request, obj, form, change)
        if "email" in form.changed_data:
            EmailAddress.objects.filter(user=obj).exclude(email=obj.email).delete()
        address_of(obj)

    @admin.action(description=_("Envoyer le lien d'accès"), permissions=["change"])
    def send_access_link(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Mail each active person the link from which the password is chosen."""
        people = list(queryset.filter(is_active=True))
        with transaction.atomic():
            for user in people:
                post_access_mail(user)
        sentence = ngettext("%(count)s lien envoyé.", "%(count)s liens envoyés.", len(people))
        self.message_user(request, sentence % {"count": len(people)}, messages.SUCCESS)


@admin.register(Landlord)
class LandlordAdmin(InvitingAdmin):
    """Bailleurs."""

    list_display = ("name", "city", "email", "phone")
    search_fields = ("name", "city")


class EmployerForm(ModelForm):
    """A company; the sharing choices it offers are boxes to tick."""

    siren = SirenField()
    choices_offered = forms.MultipleChoiceField(
        label=_("Choix proposés aux salariés"),
        choices=SharingChoice.choices,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Proposez au moins un des choix prévus.")},
    )

    class Meta:
        model = Employer
        fields = (
            "name",
            "siren",
            "code",
            "sector",
            "headcount",
            "choices_offered",
            "staff_number_required",
            "hired_on_required",
            "code_required",
            "validation_needed",
            "minimum_seniority_months",
            "points",
        )

    def clean_code(self) -> str | None:
        """No code is NULL, not an empty text: two companies may have none."""
        return self.cleaned_data["code"] or None


@admin.register(Employer)
class EmployerAdmin(InvitingAdmin):
    """Companies and their policy."""

    form = EmployerForm
    list_display = ("name", "siren", "code", "sector", "headcount", "points")
    list_filter = ("sector", "validation_needed", "staff_number_required", "hired_on_required")
    search_fields = ("name", "siren", "code")
    fieldsets = (
        (None, {"fields": ("name", "siren", "code", "sector", "headcount")}),
        (
            _("Politique logement"),
            {
                "fields": (
                    "choices_offered",
                    ("staff_number_required", "hired_on_required", "code_required"),
                    "validation_needed",
                    "minimum_seniority_months",
                    "points",
                )
            },
        ),
    )


@admin.register(Agency)
class AgencyAdmin(InvitingAdmin):
    """Agencies and their departments."""

    list_display = ("name", "email", "phone")
    search_fields = ("name",)
    formfield_overrides = {models.ManyToManyField: {"widget": forms.CheckboxSelectMultiple}}


@admin.register(Consent)
class ConsentAdmin(admin.ModelAdmin):
    """A log: it is read here, and written only by the person's own act."""

    list_display = ("given_at", "user", "subject", "text_version")
    list_filter = ("subject", "text_version")
    list_select_related = ("user",)
    search_fields = ("user__email", "user__birth_name")
    date_hierarchy = "given_at"

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Only the person gives a consent."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A consent is never rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """It goes with its account, which only an administrator deletes."""
        return request.user.is_superuser
