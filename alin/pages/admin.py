"""The help desk: consultants read the questions and answer them."""

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from alin.pages.asking import AlreadyAnswered, answer, take
from alin.pages.models import HelpRequest


class AnswerForm(forms.ModelForm):
    """The one thing a consultant writes."""

    class Meta:
        model = HelpRequest
        fields = ["answer"]
        widgets = {"answer": forms.Textarea(attrs={"rows": 8, "class": "vLargeTextField"})}
        help_texts = {
            "answer": _("Envoyée par mail dès l'enregistrement. Écrivez dans la langue de la personne.")
        }


@admin.register(HelpRequest)
class HelpRequestAdmin(admin.ModelAdmin):
    """Every consultant may answer: a question has no department before somebody read it."""

    form = AnswerForm
    list_display = ("number", "subject", "asked_at", "state", "taken_by")
    list_filter = ("state", "subject", "language", "asked_at")
    list_select_related = ("taken_by",)
    search_fields = ("name", "email", "about")
    search_help_text = _("Nom, adresse e-mail, numéro ou référence")
    actions = ("take_over",)
    asked_fields = ("number", "subject", "name", "email", "about", "message", "language", "asked_at")
    state_fields = ("state", "taken_by", "answered_at")
    fieldsets = (
        (None, {"fields": asked_fields}),
        (_("Réponse"), {"fields": (*state_fields, "answer")}),
    )

    def has_module_permission(self, request: HttpRequest) -> bool:
        """Consultants and administrators; the site lets nobody else in."""
        return bool(request.user.is_active and request.user.is_staff)

    def has_view_permission(self, request: HttpRequest, obj: HelpRequest | None = None) -> bool:
        """The same people."""
        return self.has_module_permission(request)

    def has_change_permission(self, request: HttpRequest, obj: HelpRequest | None = None) -> bool:
        """Answering is the only change, and it is made once."""
        return self.has_module_permission(request) and (
            obj is None or obj.state != HelpRequest.State.ANSWERED
        )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Questions come from the contact page."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: HelpRequest | None = None) -> bool:
        """Old ones leave by themselves (docs/retention.md)."""
        return False

    def get_readonly_fields(self, request: HttpRequest, obj: HelpRequest | None = None) -> tuple[str, ...]:
        """Everything but the answer."""
        return self.asked_fields + self.state_fields

    @admin.display(description=_("Numéro"), ordering="pk")
    def number(self, question: HelpRequest) -> str:
        """What the person quotes on the phone."""
        return question.number

    @admin.action(description=_("Prendre en charge"), permissions=["change"])
    def take_over(self, request: HttpRequest, queryset: Any) -> None:
        """New questions become this consultant's."""
        for question in queryset.filter(state=HelpRequest.State.NEW):
            take(question, request.user)  # type: ignore[arg-type]
        self.message_user(request, _("Les demandes nouvelles sont à votre nom."), messages.SUCCESS)

    def save_model(self, request: HttpRequest, obj: HelpRequest, form: forms.ModelForm, change: bool) -> None:
        """Send the answer; an empty one only takes the question over."""
        if not form.cleaned_data["answer"].strip():
            take(obj, request.user)  # type: ignore[arg-type]
            return
        try:
            answer(obj, form.cleaned_data["answer"], request.user)  # type: ignore[arg-type]
        except AlreadyAnswered:
            self.message_user(request, _("Un collègue a répondu entre-temps."), messages.WARNING)
        else:
            said = _("Votre réponse part à %(email)s.") % {"email": obj.email}
            self.message_user(request, said, messages.SUCCESS)

    def response_change(self, request: HttpRequest, obj: HelpRequest) -> HttpResponse:
        """Back to the list: the next question waits there."""
        return super().response_post_save_change(request, obj)
