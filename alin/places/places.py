"""Find places from what people type."""

import re
from dataclasses import dataclass
from enum import StrEnum

from django.db.models import Case, F, IntegerField, Q, QuerySet, Value, When
from django.db.models.functions import Replace

from alin.places.models import Commune, Department, PostalCode
from alin.places.neighbours import commune_at, communes_covering, neighbours
from alin.places.search_names import search_name

__all__ = [
    "Place",
    "PlaceKind",
    "commune_at",
    "communes_covering",
    "find_places",
    "neighbours",
    "place_from_key",
    "search_name",
]
DEFAULT_LIMIT = 10


class PlaceKind(StrEnum):
    """What a place is; the first part of its key."""

    COMMUNE = "commune"
    POSTAL_CODE = "code"
    DEPARTMENT = "departement"


@dataclass(frozen=True)
class Place:
    """A commune, a postal code or a department, as a search box offers it."""

    kind: PlaceKind
    code: str
    name: str
    label: str

    @property
    def key(self) -> str:
        """What an address carries: « commune:93070 », « code:93400 », « departement:93 »."""
        return f"{self.kind}:{self.code}"

    def communes(self) -> QuerySet[Commune]:
        """The communes it covers, arrondissements included."""
        if self.kind == PlaceKind.COMMUNE:
            return communes_covering([self.code])
        if self.kind == PlaceKind.DEPARTMENT:
            return Commune.objects.filter(department_id=self.code)
        return _communes_at_postal_code(self.code)


def find_places(typed: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
    """The best matches for what was typed, best first; accents, hyphens, case and « St » do not matter.

    Figures find postal codes and departments (« 934 », « 29 »); words find communes and departments,
    names that begin so before names that contain it, big communes before small ones. Both together
    narrow each other, so that a label typed back (« Saint-Denis (93) ») finds its commune.
    """
    name, figures = _split(typed)
    if not name:
        return _by_figures(figures, limit) if figures else []
    departments = [_department_place(d) for d in Department.objects.all() if _is_named(d, name, figures)]
    matching = _communes_named(name, figures)
    communes = [_commune_place(commune) for commune in matching[:limit]]
    if not communes and not departments:
        communes = [_commune_place(commune) for commune in _communes_written_together(name)[:limit]]
    # « Paris » is a commune first, then a department; « Finistère » has no commune, so the department leads.
    leads = bool(communes) and _leads(search_name(communes[0].name), name, departments)
    return [*communes[:leads], *departments, *communes[leads:]][:limit]


def _leads(commune: str, typed: str, departments: list[Place]) -> bool:
    """Is the best commune a better answer than the best department?"""
    if not departments or commune == typed:
        return True
    begins = any(search_name(place.name).startswith(typed) for place in departments)
    return commune.startswith(typed) and not begins


def place_from_key(key: str) -> Place | None:
    """The place an address names, or None when there is none such."""
    kind, _, code = key.partition(":")
    if kind == PlaceKind.COMMUNE:
        commune = Commune.objects.filter(pk=code).prefetch_related("postal_codes").first()
        return _commune_place(commune) if commune else None
    if kind == PlaceKind.DEPARTMENT:
        department = Department.objects.filter(pk=code).first()
        return _department_place(department) if department else None
    if kind == PlaceKind.POSTAL_CODE:
        return next(iter(_postal_code_places([code])), None)
    return None


def _split(typed: str) -> tuple[str, str]:
    """A name and figures: « St-Ouen (93400) » → « saint ouen », « 93400 »; « Paris 18 » stays a name."""
    text = typed.strip()[:80]
    corsica = re.fullmatch(r"2[abAB]\d{0,3}", text)
    if corsica:
        return "", text.upper()
    found = re.search(r"(?<!\d)\(?(\d{5}|2[abAB]|97\d|\d{1,4})\)?\s*$", text)
    if not found:
        return search_name(text), ""
    name = search_name(text[: found.start()])
    figures = found.group(1).upper()
    if name and re.fullmatch(r"(paris|lyon|marseille)", name) and len(figures) <= 2 and "(" not in text:
        return f"{name} {int(figures)}", ""
    return name, figures


def _by_figures(figures: str, limit: int) -> list[Place]:
    """Departments and postal codes that begin with these figures."""
    departments = [_department_place(d) for d in Department.objects.filter(code=figures)]
    codes = (
        PostalCode.objects.filter(code__startswith=figures)
        .order_by("code")
        .values_list("code", flat=True)
        .distinct()
    )
    return (departments + _postal_code_places(list(codes[:limit])))[:limit]


def _postal_code_places(codes: list[str]) -> list[Place]:
    """A place per code that exists, with the names of its communes, the biggest first."""
    names: dict[str, list[str]] = {}
    for code, name in (
        PostalCode.objects.filter(code__in=codes, commune__arrondissements__isnull=True)
        .order_by("code", "-commune__population")
        .values_list("code", "commune__name")
    ):
        names.setdefault(code, []).append(name)
    return [
        Place(
            PlaceKind.POSTAL_CODE,
            code,
            code,
            f"{code} · {', '.join(found[:3])}{'…' if len(found) > 3 else ''}",
        )
        for code, found in names.items()
    ]


def _communes_at_postal_code(code: str) -> QuerySet[Commune]:
    """Its communes; 75018 is the 18th arrondissement, not all of Paris."""
    return Commune.objects.filter(
        pk__in=PostalCode.objects.filter(code=code).values("commune_id"), arrondissements__isnull=True
    )


def _is_named(department: Department, name: str, figures: str) -> bool:
    """Does a word of the department's name begin so, and its code agree?"""
    return f" {name}" in f" {search_name(department.name)}" and figures in ("", department.code)


def _communes_named(name: str, figures: str) -> QuerySet[Commune]:
    matching = Q(search_name__startswith=name) | Q(search_name__contains=f" {name}")
    if figures:
        codes = PostalCode.objects.filter(code__startswith=figures)
        matching &= Q(department=figures) | Q(pk__in=codes.values("commune_id"))
    order = Case(
        # « Saint-Ouen-sur-Seine » is what most people mean by « Saint-Ouen »: whole words, then population.
        When(Q(search_name=name) | Q(search_name__startswith=f"{name} "), then=Value(0)),
        When(search_name__startswith=name, then=Value(1)),
        default=Value(2),
        output_field=IntegerField(),
    )
    return (
        Commune.objects.filter(matching)
        .annotate(match_order=order)
        .order_by("match_order", "-population", "pk")
        .prefetch_related("postal_codes")
    )


def _communes_written_together(name: str) -> QuerySet[Commune]:
    """« lhay » finds « L'Haÿ-les-Roses »: compared without spaces."""
    return (
        Commune.objects.annotate(together=Replace(F("search_name"), Value(" "), Value("")))
        .filter(together__startswith=name.replace(" ", ""))
        .order_by("-population", "pk")
        .prefetch_related("postal_codes")
    )


def _commune_place(commune: Commune) -> Place:
    codes = [postal_code.code for postal_code in commune.postal_codes.all()]
    shown = codes[0] if len(codes) == 1 else commune.department_id
    return Place(PlaceKind.COMMUNE, commune.pk, commune.name, f"{commune.name} ({shown})")


def _department_place(department: Department) -> Place:
    return Place(PlaceKind.DEPARTMENT, department.code, department.name, str(department))
