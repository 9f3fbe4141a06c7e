"""Teams in the admin site: an administrator invites the first manager from the organisation's page.

Who works where is changed here by the rules of the team pages (accounts/teams.py).
"""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import QuerySet
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts import inviting, teams
from accounts.errors import TeamError
from accounts.models import Invitation, Membership, Organisation
from accounts.models.invitations import OPEN
from accounts.models.memberships import KINDS
from accounts.person_names import NameField
from accounts.requests import SignedInRequest


class InvitationForm(forms.ModelForm):
    """Whom to invite; the letter leaves when the page is saved."""

    first_name = NameField(label=_("Prénom"), autocomplete="off", required=False)
    birth_name = NameField(label=_("Nom"), autocomplete="off", required=False)

    class Meta:
        model = Invitation
        fields = ("email", "role", "first_name", "birth_name")

    def clean_email(self) -> str:
        """Addresses are kept in lower case."""
        return str(self.cleaned_data["email"]).lower()


class InvitationFormSet(BaseInlineFormSet):
    """New rows are invited, not merely saved."""

    def clean(self) -> None:
        """Say beside the address when it is a member's or waits already."""
        super().clean()
        organisation: Organisation = self.instance
        if organisation.pk is None:
            return
        for form in self.extra_forms:
            email = getattr(form, "cleaned_data", {}).get("email")
            if email and (refusal := inviting.already_there(organisation, email)):
                form.add_error("email", str(refusal.message))


class InvitationInline(admin.StackedInline):
    """The invitations that wait, read only, and new ones."""

    model = Invitation
    form = InvitationForm
    formset = InvitationFormSet
    extra = 0
    can_delete = False
    verbose_name_plural = _("invitations en attente")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Invitation]:
        """Those that wait; all others are in their own list."""
        return super().get_queryset(request).filter(OPEN)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """An invitation is sent again or withdrawn, never rewritten."""
        return False


class InvitingAdmin(admin.ModelAdmin):
    """An organisation whose people are invited from its page."""

    inlines = (InvitationInline,)

    def save_formset(self, request: SignedInRequest, form: Any, formset: Any, change: bool) -> None:  # type: ignore[override]
        """Send each new invitation."""
        if formset.model is not Invitation:
            super().save_formset(request, form, formset, change)
            return
        formset.new_objects, formset.changed_objects, formset.deleted_objects = [], [], []
        for new in formset.extra_forms:
            if not new.has_changed():
                continue
            try:
                given = {name: new.cleaned_data[name] for name in InvitationForm.Meta.fields}
                sent = inviting.invite(formset.instance, actor=request.user, **given)
            except TeamError as error:
                self.message_user(request, str(error.message), messages.ERROR)
            else:
                formset.new_objects.append(sent)
                sentence = _("L'invitation est partie à %(email)s.") % {"email": sent.email}
                self.message_user(request, sentence, messages.SUCCESS)


class StateFilter(admin.SimpleListFilter):
    """Waiting, accepted, withdrawn."""

    title = _("état")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """Expired ones wait too."""
        state = Invitation.State
        return [(str(one.value), one.label) for one in (state.OPEN, state.ACCEPTED, state.WITHDRAWN)]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> QuerySet[Invitation]:
        """Those of the chosen state."""
        if self.value() == Invitation.State.OPEN:
            return queryset.filter(OPEN)
        if self.value() == Invitation.State.ACCEPTED:
            return queryset.filter(accepted_at__isnull=False)
        return queryset.filter(withdrawn_at__isnull=False) if self.value() else queryset


@admin.register(Invitation)
class InvitationAdmin(admin.ModelAdmin):
    """Every invitation, of every organisation."""

    list_display = ("email", "organisation_shown", "role", "state_shown", "sent_at", "invited_by")
    list_filter = (StateFilter, "role")
    list_select_related = ("landlord", "employer", "agency", "invited_by")
    search_fields = ("email", "birth_name", "landlord__name", "employer__name", "agency__name")
    date_hierarchy = "sent_at"
    actions = ("resend", "withdraw")

    @admin.display(description=_("Organisation"))
    def organisation_shown(self, invitation: Invitation) -> str:
        """Where to."""
        return str(invitation.organisation)

    @admin.display(description=_("État"))
    def state_shown(self, invitation: Invitation) -> str:
        """What the link is worth now."""
        return str(invitation.state.label)

    def has_add_permission(self, request: HttpRequest) -> bool:
        """From the organisation's page."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Sent again or withdrawn, never rewritten."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """They say who let whom in."""
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Only an administrator acts for every organisation."""
        return super().get_actions(request) if request.user.is_superuser else {}

    @admin.action(description=_("Renvoyer"), permissions=["view"])
    def resend(self, request: SignedInRequest, queryset: QuerySet[Invitation]) -> None:
        """Once more."""
        self._each(request, queryset, inviting.resend)

    @admin.action(description=_("Retirer"), permissions=["view"])
    def withdraw(self, request: SignedInRequest, queryset: QuerySet[Invitation]) -> None:
        """Take them back."""
        self._each(request, queryset, inviting.withdraw)

    def _each(self, request: SignedInRequest, queryset: QuerySet[Invitation], act: Any) -> None:
        """Say how many went well, and why the others did not."""
        done = 0
        for invitation in queryset:
            try:
                act(invitation, request.user)
            except TeamError as error:
                self.message_user(request, f"{invitation.email} : {error.message}", messages.WARNING)
            else:
                done += 1
        sentence = ngettext("%(count)s invitation traitée.", "%(count)s invitations traitées.", done)
        self.message_user(request, sentence % {"count": done}, messages.SUCCESS)


class MembershipForm(forms.ModelForm):
    """Who works where, and as what; a team keeps its last manager."""

    class Meta:
        model = Membership
        fields = ("user", "role", *KINDS)

    def clean(self) -> dict[str, Any]:
        """The admin's view is one transaction, so what is asked here still holds when the row is written."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if self.instance.pk and not self.errors:
            place = next((cleaned[kind] for kind in KINDS if cleaned.get(kind)), None)
            try:
                teams.keep_a_manager(self.instance, cleaned["role"], place)
            except TeamError as refusal:
                self.add_error("role", str(refusal.message))
        return cleaned


class MembershipInline(admin.StackedInline):
    """Where the person works, if not an applicant; ended in the list of memberships or on the team's page."""

    model = Membership
    form = MembershipForm
    extra = 0
    max_num = 1
    can_delete = False
    autocomplete_fields = KINDS


@admin.register(Membership)
class MembershipAdmin(admin.ModelAdmin):
    """Who works where. Deleting a line is « retirer » of the team's page: the account is closed too."""

    form = MembershipForm
    list_display = ("user", "role", *KINDS)
    list_filter = ("role", "landlord", "agency")
    list_select_related = ("user", *KINDS)
    search_fields = ("user__email", "user__birth_name", "landlord__name", "employer__name", "agency__name")
    autocomplete_fields = ("user", *KINDS)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """Only an administrator acts for every organisation."""
        return bool(request.user.is_superuser)

    def get_deleted_objects(self, objs: Any, request: SignedInRequest) -> Any:  # type: ignore[override]
        """Who cannot be removed is listed as protected, so there is no button."""
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)
        refusals = [(place, teams.why_kept(place, request.user)) for place in objs]
        protected += [f"{place} : {refusal.message}" for place, refusal in refusals if refusal]
        return to_delete, counts, missing, protected

    def delete_model(self, request: SignedInRequest, obj: Membership) -> None:  # type: ignore[override]
        """The team page's act; refused meanwhile, it says why."""
        try:
            teams.remove(obj, request.user)
        except TeamError as refusal:
            self.message_user(request, str(refusal.message), messages.ERROR)

    def delete_queryset(self, request: SignedInRequest, queryset: QuerySet[Membership]) -> None:  # type: ignore[override]
        """One by one."""
        for place in queryset:
            self.delete_model(request, place)
