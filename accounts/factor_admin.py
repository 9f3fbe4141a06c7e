"""A lost phone: an administrator takes a person's second factor away, on the list of accounts."""

from typing import Any, cast

from django.contrib import admin, messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from accounts.models import User
from accounts.second_factor import reset


class SecondFactorAdmin(admin.ModelAdmin):
    """The action « Retirer la seconde étape »; asks first, and is written in the account's history."""

    def has_reset_permission(self, request: HttpRequest) -> bool:
        """Who takes a factor away opens the way into somebody's account: administrators alone."""
        return bool(request.user.is_superuser)

    @admin.action(description=_("Retirer la seconde étape (téléphone perdu)"), permissions=["reset"])
    def reset_second_factor(self, request: HttpRequest, queryset: QuerySet[User]) -> HttpResponse | None:
        """Ask, then reset; never one's own, which would leave a staff account without a factor."""
        people = list(queryset.exclude(email=cast(User, request.user).email))
        if not people:
            self.message_user(request, _("Personne n'est concerné : pas vous-même."), messages.WARNING)
            return None
        if "confirmed" not in request.POST:
            context = {
                **self.admin_site.each_context(request),
                "title": _("Retirer la seconde étape"),
                "opts": self.model._meta,
                "people": people,
            }
            return TemplateResponse(request, "admin/accounts/reset_second_factor.html", context)
        done = [user for user in people if reset(user)]
        for user in done:
            self.log_change(request, user, str(_("Seconde étape de connexion retirée")))
        self.say_how_many(request, len(done))
        return None

    def say_how_many(self, request: HttpRequest, number: int) -> None:
        """Those who had none are not counted."""
        said: Any = ngettext(
            "Seconde étape retirée pour %(number)s personne.",
            "Seconde étape retirée pour %(number)s personnes.",
            number,
        )
        self.message_user(request, said % {"number": number}, messages.SUCCESS)
