"""Pages of a signed-in person: where to go after the log-in, and the profile."""

from typing import cast

from django.contrib import messages
from django.forms import ModelForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.generic import UpdateView

from accounts.adapter import set_language_cookie
from accounts.forms import ProfileForm
from accounts.models import User


def home_of(user: User) -> str:
    """The name of the page where this person's work begins."""
    if user.is_staff:
        return "admin:index"
    if user.works_for_landlord:
        return "landlord:home"
    if user.works_for_employer:
        return "employer:home"
    return "applications:dashboard" if user.tutorial_done_at else "applications:tutorial"


def after_login(request: HttpRequest) -> HttpResponse:
    """Send each kind of person to their own space; applicants see the steps the first time (R3.1)."""
    return redirect(home_of(cast(User, request.user)))


class ProfileView(UpdateView):
    """Names, phone, text messages, language."""

    form_class = ProfileForm
    template_name = "account/profile.html"
    context_object_name = "person"  # « user » would replace the signed-in one in the header
    success_url = reverse_lazy("profile")

    def get_object(self, queryset: object = None) -> User:
        """A fresh copy, so that a refused form does not rename the person in the header."""
        return User.objects.get(pk=cast(User, self.request.user).pk)

    def form_valid(self, form: ModelForm) -> HttpResponse:
        """Save, and speak the chosen language at once."""
        response = super().form_valid(form)
        language = form.cleaned_data["language"]
        with translation.override(language):
            messages.success(self.request, _("Votre profil est enregistré."))
        set_language_cookie(response, language)
        return response
