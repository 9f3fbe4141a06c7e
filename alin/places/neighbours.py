"""Which communes a wish covers, and which ones it borders on."""

from collections.abc import Iterable
from functools import cache

from django.db.models import Q, QuerySet

from alin.places.loading import DATA, PARIS, rows_of
from alin.places.models import Commune

PARIS_BORDERS = DATA / "paris_borders.csv"


def communes_covering(insee_codes: Iterable[str]) -> QuerySet[Commune]:
    """The communes of these codes; Paris, Lyon and Marseille bring their arrondissements along."""
    codes = list(insee_codes)
    return Commune.objects.filter(Q(pk__in=codes) | Q(parent__in=codes))


def neighbours(insee_codes: Iterable[str]) -> QuerySet[Commune]:
    """« Communes limitrophes » of the wished ones, which are themselves left out.

    No open table says which communes touch. In and around Paris, where most offers are, borders are
    listed one by one (data/paris_borders.csv). Everywhere else the communes of the same intercommunalité
    stand for them (the EPT inside the métropole du Grand Paris); see docs/facts.md.
    """
    codes = list(insee_codes)
    covered = communes_covering(codes)
    touching = {
        neighbour for pk in _with_paris_districts(codes) for neighbour in _paris_borders().get(pk, ())
    }
    groupings = covered.exclude(Q(pk=PARIS) | Q(parent=PARIS) | Q(grouping="")).values("grouping")
    near = Q(pk__in=touching) | Q(grouping__in=groupings)
    return Commune.objects.filter(near).exclude(pk__in=covered.values("pk"))


def _with_paris_districts(codes: list[str]) -> set[str]:
    """These codes and, where all of Paris is among them, its arrondissements: no table is asked."""
    districts = {pk for pk in _paris_borders() if pk.startswith("751")} if PARIS in codes else set()
    return {*codes, *districts}


def commune_at(insee: str, postal_code: str = "") -> Commune | None:
    """The commune of an INSEE code; with a postal code, the arrondissement of Paris, Lyon or Marseille."""
    if postal_code:
        arrondissement = Commune.objects.filter(parent=insee, postal_codes__code=postal_code).first()
        if arrondissement:
            return arrondissement
    return Commune.objects.filter(pk=insee).first()


@cache
def _paris_borders() -> dict[str, frozenset[str]]:
    """For an arrondissement of Paris or a commune around it: what it touches across that line."""
    found: dict[str, set[str]] = {}
    for row in rows_of(PARIS_BORDERS):
        found.setdefault(row["insee"], set()).add(row["neighbour"])
        found.setdefault(row["neighbour"], set()).add(row["insee"])
    return {insee: frozenset(touching) for insee, touching in found.items()}
