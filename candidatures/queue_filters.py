"""The filters of the consultants' queue; without any it shows what waits, not what has ended."""

from collections.abc import Iterator
from typing import Any

from django.contrib import admin
from django.contrib.admin.views.main import SEARCH_VAR, ChangeList
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.requests import SignedInRequest
from candidatures import consultant_desk
from candidatures.models import Role, State
from candidatures.wording import wording_of

EVERYTHING = "all"


class PileFilter(admin.SimpleListFilter):
    """The piles of the front page; what waits is the first, unless the person searches or picks a state."""

    title = gettext_lazy("À traiter")
    parameter_name = "pile"

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: Any, model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        looks_further = request.GET.get(SEARCH_VAR) or request.GET.get(StateFilter.parameter_name)
        self.default = EVERYTHING if looks_further else ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """The piles by name, and everything."""
        return [*consultant_desk.PILES.items(), (EVERYTHING, gettext_lazy("Toutes les candidatures"))]

    def choices(self, changelist: ChangeList) -> Iterator[dict[str, Any]]:  # type: ignore[override]
        """The default first, by its own name instead of « Tout »."""
        chosen = self.value() or self.default
        for key, title in [("", _("Tout ce qui attend")), *self.lookup_choices]:
            yield {
                "selected": chosen == key,
                "query_string": changelist.get_query_string(
                    {self.parameter_name: key} if key else {}, [] if key else [self.parameter_name]
                ),
                "display": title,
            }

    def queryset(self, request: SignedInRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:  # type: ignore[override]
        """Only the pile that was picked."""
        pile = self.value() or self.default
        if pile in consultant_desk.PILES:
            return queryset.filter(consultant_desk.pile_condition(pile, request.user))
        return queryset if pile == EVERYTHING else queryset.filter(state__in=consultant_desk.WAITING)


class StateFilter(admin.SimpleListFilter):
    """The states in the consultants' words, as the badges of the list say them."""

    title = gettext_lazy("État")
    parameter_name = "state"

    def lookups(self, request: HttpRequest, model_admin: Any) -> list[tuple[str, Any]]:
        """In the order of a candidature's life."""
        return [(state.value, wording_of(state, Role.CONSULTANT).label) for state in State]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        """Only that state; an unknown one finds nothing."""
        return queryset.filter(state=self.value()) if self.value() else queryset
