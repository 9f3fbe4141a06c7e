"""A search of offers: who may find what, in which sections, sorted and cut into pages (R5.1–R5.3)."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Case, Count, F, IntegerField, Q, Value, When, Window
from django.forms import BoundField
from django.http import QueryDict

from accounts.models import User
from applications.models import HousingApplication
from offers import matching
from offers.filters import SORTS, VIEWS, OfferFilter
from offers.models import Offer
from offers.models.offers import OfferQuerySet
from offers.rules import effort_rate, rooms_for

PAGE_SIZE = 24
WISHED, BORDERING = 0, 1
USUAL = {"tri": "fin", "vue": "liste", "page": "1"}
PARAMETERS = {*OfferFilter.base_filters, "tri", "vue", "page"}


@dataclass
class Section:
    """Offers under one heading; `count` is all of them, `offers` those of this page."""

    number: int
    count: int
    offers: list[Offer] = field(default_factory=list)

    @property
    def is_wished(self) -> bool:
        """« Communes demandées », as opposed to « Communes limitrophes »."""
        return self.number == WISHED


@dataclass
class Results:
    """One page of what was found."""

    total: int
    page: Page[Any]
    sections: list[Section]


@dataclass(frozen=True)
class Suggestion:
    """Another place the reader may have meant, and the query that searches there."""

    label: str
    query: str


class Search:
    """The search a query string describes, for one reader; every property is computed once by the view."""

    def __init__(self, query: QueryDict, application: HousingApplication | None) -> None:
        self.query = query
        self.application = application
        self.filter = OfferFilter(query, self._base())
        if application:
            self.filter.offer_rooms(*rooms_for(application.household_size))
        self._say_the_place()
        self.sorts = [(key, label) for key, (label, _order) in SORTS.items()]
        self.sort = query.get("tri", "") if query.get("tri") in SORTS else USUAL["tri"]
        self.view = query.get("vue", "") if query.get("vue") in VIEWS else USUAL["vue"]

    def _base(self) -> OfferQuerySet:
        """Every offer this reader may find: with a file those that fit it, else the public ones."""
        if self.application is None:
            public = Offer.objects.open_now().unreserved()
            return cast(OfferQuerySet, public.annotate(section=Value(WISHED)))
        wished = Q(commune__in=matching.wished(self.application))
        near = Q(commune__in=matching.bordering(self.application))
        return cast(
            OfferQuerySet,
            matching.offers_for(self.application)
            .filter(wished | near)
            .annotate(
                section=Case(
                    When(wished, then=Value(WISHED)), default=Value(BORDERING), output_field=IntegerField()
                )
            ),
        )

    def _say_the_place(self) -> None:
        """Write the place's name in its field where the address has a key like « departement:29 »."""
        form = self.filter.form
        if ":" in self.query.get("lieu", "") and "lieu" not in form.errors:
            form.data = self.query.copy()
            form.data["lieu"] = form.places[0].label

    @property
    def is_narrowed(self) -> bool:
        """Does any criterion of the address take part?"""
        return bool(self.filter.chips())

    def results(self) -> Results:
        """The page asked for; out of range or not a number, the nearest there is.

        The counts come with the rows, so a page costs one query, and one more only beyond the last page.
        """
        found = self.filter.qs.annotate(
            found=Window(Count("pk")),
            found_in_section=Window(Count("pk"), partition_by=[F("section")]),
        ).order_by("section", *SORTS[self.sort][1], "pk")
        number = _page_number(self.query.get("page", ""))
        rows = self._rows(found, number)
        total: int = rows[0].found if rows else self.filter.qs.count() if number > 1 else 0
        if total and not rows:
            number = (total - 1) // PAGE_SIZE + 1
            rows = self._rows(found, number)
        page = Paginator(range(total), PAGE_SIZE).page(number if total else 1)
        return Results(total, page, self._sections(rows))

    def _rows(self, found: OfferQuerySet, number: int) -> list[Any]:
        start = (number - 1) * PAGE_SIZE
        return list(found.with_list_data()[start : start + PAGE_SIZE])

    def _sections(self, rows: list[Any]) -> list[Section]:
        sections: dict[int, Section] = {}
        for row in rows:
            row.effort = effort_rate(self.application, row) if self.application else None
            section = sections.setdefault(row.section, Section(row.section, row.found_in_section))
            section.offers.append(row)
        return list(sections.values())

    def _query_with(self, **changes: str) -> str:
        """This search's query with some parameters changed, without what says nothing and the page."""
        query = self.query.copy()
        query.pop("page", None)
        for name, value in changes.items():
            query[name] = value
        return clean_query(query).urlencode()

    @property
    def list_query(self) -> str:
        """The same search as a list."""
        return self._query_with(vue="liste")

    @property
    def gallery_query(self) -> str:
        """The same search as a gallery."""
        return self._query_with(vue="galerie")

    @property
    def other_places(self) -> list[Suggestion]:
        """Further places of the name typed, each with its search."""
        form = self.filter.form
        return [Suggestion(place.label, self._query_with(lieu=place.key)) for place in form.other_places]

    @property
    def checked_fields(self) -> list[BoundField]:
        """The fields that may carry a message."""
        return [self.filter.form[name] for name in self.filter.filters if name not in ("pmr", "disponible")]


def clean_query(query: QueryDict) -> QueryDict:
    """Only what a search understands and only what says something: short, shareable, safe to carry."""
    cleaned = QueryDict(mutable=True)
    for name in query:
        values = [value for value in query.getlist(name) if value not in ("", USUAL.get(name))]
        if name in PARAMETERS and values:
            cleaned.setlist(name, values)
    return cleaned


def _page_number(text: str) -> int:
    """A page between 1 and a bound no list reaches; whatever is no number is page 1."""
    return min(max(int(text), 1), 10_000) if text.isascii() and text.isdigit() and len(text) < 9 else 1


def application_of(user: Any) -> HousingApplication | None:
    """The file a signed-in person imported, with what the rules and the sections ask of it."""
    if not isinstance(user, User) or user.is_staff:
        return None
    return (
        HousingApplication.objects.filter(owner=user)
        .select_related("employment__employer")
        .prefetch_related("wished_communes")
        .first()
    )
