"""A search of offers: who may find what, in which sections, sorted and cut into pages (R5.1–R5.3)."""

from dataclasses import dataclass, field
from typing import Any, cast

from django.core.paginator import Page, Paginator
from django.db.models import Case, Exists, FilteredRelation, IntegerField, OuterRef, Q, Value, When
from django.forms import BoundField
from django.http import QueryDict

from accounts.models import User
from applications.models import HousingApplication, WishedCommune
from offers import matching
from offers.cursors import Cursor, sort_field
from offers.facets import Choice, Facets, count_choices
from offers.filters import POSITION, SORTS, VIEWS, OfferFilter
from offers.models import Favourite, Offer
from offers.models.offers import OfferQuerySet
from offers.rules import effort_rate, rooms_for

PAGE_SIZE = 20
WISHED, BORDERING = 0, 1
USUAL = {"tri": "fin", "vue": "liste", "page": "1"}
PARAMETERS = {*OfferFilter.base_filters, "tri", "vue", *POSITION}


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
    """One page of what was found; `following` and `preceding` are the places its neighbours start from."""

    facets: Facets
    page: Page[Any]
    sections: list[Section]
    following: str = ""
    preceding: str = ""

    @property
    def favourites(self) -> set[int]:
        """Keys of the offers of this page that the reader marked."""
        offers = [offer for section in self.sections for offer in section.offers]
        return {offer.pk for offer in offers if getattr(offer, "is_favourite", False)}

    @property
    def total(self) -> int:
        """How many offers were found, on all pages."""
        return self.facets.total


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
        self.fitting = self._fitting()
        self.filter = OfferFilter(query, self._in_sections(self.fitting))
        if application:
            self.filter.offer_rooms(*rooms_for(application.household_size))
        for name in ("pmr", "disponible"):
            self.filter.form.fields[name].widget.attrs["aria-describedby"] = f"count-{name}-on"
        self._say_the_place()
        self.sorts = [(key, label) for key, (label, _order) in SORTS.items()]
        self.sort = query.get("tri", "") if query.get("tri") in SORTS else USUAL["tri"]
        self.field = sort_field(SORTS[self.sort][1])
        self.view = query.get("vue", "") if query.get("vue") in VIEWS else USUAL["vue"]

    def _fitting(self) -> OfferQuerySet:
        """Every offer this reader may have, wherever it is: those that fit the file, else the public ones."""
        if self.application is None:
            return Offer.objects.open_now().unreserved()
        return matching.offers_for(self.application)

    def _in_sections(self, offers: OfferQuerySet) -> OfferQuerySet:
        """Those in the communes of the file's wishes, each with its section; without a file, all in one."""
        return self._with_section(offers.filter(self.wished | self.near))

    def _with_section(self, offers: OfferQuerySet) -> OfferQuerySet:
        if self.application is None:
            return cast(OfferQuerySet, offers.annotate(section=Value(WISHED)))
        number = Case(
            When(self.wished, then=Value(WISHED)), default=Value(BORDERING), output_field=IntegerField()
        )
        return cast(OfferQuerySet, offers.annotate(section=number))

    @property
    def wished(self) -> Q:
        """In a commune asked for."""
        return Q(commune__in=matching.wished(self.application)) if self.application else Q()

    @property
    def near(self) -> Q:
        """In a commune that borders one."""
        return Q(commune__in=matching.bordering(self.application)) if self.application else Q()

    def _say_the_place(self) -> None:
        """Write the place's name in its field where the address has a key like « departement:29 »."""
        form = self.filter.form
        if ":" in self.query.get("lieu", "") and "lieu" not in form.errors:
            form.data = self.query.copy()
            form.data["lieu"] = form.places[0].label

    @property
    def is_narrowed(self) -> bool:
        """Does any criterion of the address take part?"""
        return bool(self.filter.active())

    # --- One page -----------------------------------------------------------------------------------
    def results(self) -> Results:
        """The page asked for; out of range or not a number, the nearest there is. Two queries."""
        facets = count_choices(self.filter)
        last = max(1, -(-facets.total // PAGE_SIZE))
        number = min(_page_number(self.query.get("page", "")), last)
        rows = self._rows(number) if facets.total else []
        results = Results(facets, Paginator(range(facets.total), PAGE_SIZE).page(number), [])
        if rows:
            results.sections = self._sections(rows, facets)
            results.following = str(Cursor.of(rows[-1], self.field))
            results.preceding = str(Cursor.of(rows[0], self.field))
        return results

    def _rows(self, number: int) -> list[Any]:
        """From the place the address names, as one turns pages; by counting, when one jumps to a page."""
        if after := Cursor.read(self.query.get("apres", ""), self.field):
            rows = self._cards(self._ordered(self.filter.qs.filter(after.after()))[:PAGE_SIZE])
            if rows:
                return rows
        elif before := Cursor.read(self.query.get("avant", ""), self.field):
            backwards = self._ordered(self.filter.qs.filter(before.before())).reverse()
            rows = self._cards(backwards[:PAGE_SIZE])
            if len(rows) == PAGE_SIZE and number > 1:
                return rows
        start = (number - 1) * PAGE_SIZE
        return self._cards(self._ordered(self.filter.qs)[start : start + PAGE_SIZE])

    def _ordered(self, offers: OfferQuerySet) -> OfferQuerySet:
        order: Any = ("section", self.field, "pk")  # an annotation, which the types do not follow
        return offers.order_by(*order)

    def _cards(self, chosen: OfferQuerySet) -> list[Any]:
        """Chosen by their keys alone, so that sorting thousands of rows moves little; then read whole."""
        offers = self._ordered(self._with_section(Offer.objects.filter(pk__in=chosen.values("pk"))))
        cover = FilteredRelation("photos", condition=Q(photos__rank=0) & ~Q(photos__alt_text=""))
        if self.application:
            hearts = Favourite.objects.filter(user=self.application.owner_id, offer=OuterRef("pk"))
            offers = cast(OfferQuerySet, offers.annotate(is_favourite=Exists(hearts)))
        joined: Any = ("commune", "cover_photo")
        rows: list[Any] = list(
            offers.annotate(cover_photo=cover).select_related(*joined).defer("description")
        )
        for row in rows:
            photo = row.__dict__.get("cover_photo")
            row.first_photos = [photo] if photo else []
            row.effort = effort_rate(self.application, row) if self.application else None
        return rows

    def _sections(self, rows: list[Any], facets: Facets) -> list[Section]:
        sections: dict[int, Section] = {}
        for row in rows:
            # Opened between the two queries: the count is not yet aware of it.
            section = sections.setdefault(
                row.section, Section(row.section, facets.sections.get(row.section, 1))
            )
            section.offers.append(row)
        return list(sections.values())

    # --- The map ------------------------------------------------------------------------------------
    def located(self, most: int) -> list[tuple[Any, ...]]:
        """What a map shows of the offers that have coordinates, the first ones of the sort."""
        offers = self.filter.qs.filter(latitude__isnull=False, longitude__isnull=False)
        return list(
            self._ordered(offers).values_list(
                "reference", "latitude", "longitude", "rent_with_charges", "typology", "surface",
                "commune__name", "postal_code",
            )[:most]
        )  # fmt: skip

    # --- What the page's links and fields need --------------------------------------------------------
    def _query_with(self, **changes: str) -> str:
        """This search's query with some parameters changed, without what says nothing and the page."""
        query = self.query.copy()
        for name in POSITION:
            query.pop(name, None)
        for name, value in changes.items():
            query[name] = value
        return clean_query(query).urlencode()

    @property
    def view_queries(self) -> dict[str, str]:
        """The same search in each presentation."""
        return {view: self._query_with(vue=view) for view in VIEWS}

    @property
    def shared_query(self) -> str:
        """What a link to this search carries: its criteria, sort and presentation."""
        return self._query_with()

    @property
    def other_places(self) -> list[Suggestion]:
        """Further places of the name typed, each with its search."""
        form = self.filter.form
        return [Suggestion(place.label, self._query_with(lieu=place.key)) for place in form.other_places]

    @property
    def checked_fields(self) -> list[BoundField]:
        """The fields that may carry a message."""
        return [self.filter.form[name] for name in self.filter.filters if name not in ("pmr", "disponible")]

    def boxes(self, name: str, facets: Facets) -> list[tuple[Any, Choice]]:
        """The boxes of a group as the form draws them, each with the offers it stands for."""
        choices = {choice.value: choice for choice in facets.of(name)}
        boxes = [(box, choices[str(box.data["value"])]) for box in self.filter.form[name].subwidgets]
        for box, choice in boxes:
            box.data["attrs"]["aria-describedby"] = choice.key
        return boxes


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


def application_of(user: Any, with_snapshot: bool = False) -> HousingApplication | None:
    """The file a signed-in person imported, with what the rules and the sections ask of it.

    Asked from the wishes' side, so that the file, its employment and its wishes are one query; the registry's
    snapshot stays behind, unless the page reads it.
    """
    if not isinstance(user, User) or user.is_staff:
        return None
    wishes = list(
        WishedCommune.objects.filter(application__owner=user)
        .select_related("application__employment__employer")
        .defer(*([] if with_snapshot else ["application__snapshot"]))
        .order_by("rank")
    )
    if not wishes:
        return HousingApplication.objects.filter(owner=user).select_related("employment__employer").first()
    application = wishes[0].application
    application.wished_codes = [wish.commune_id for wish in wishes]
    return application
