"""Find places from what people type."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, islice

from alin.places.directory import Directory, directory
from alin.places.name_index import COMPARED, Accepts
from alin.places.neighbours import commune_at, communes_covering, neighbours
from alin.places.place import Place, PlaceKind
from alin.places.search_names import search_name
from alin.places.typed_places import Wanted, wanted_from

__all__ = [
    "Place",
    "PlaceKind",
    "Resolved",
    "commune_at",
    "communes_covering",
    "find_places",
    "neighbours",
    "place_from_key",
    "resolve_place",
    "search_name",
]
DEFAULT_LIMIT = 10
# « Aix » means Aix-en-Provence: a longer name comes first when it has ten times the people.
WHOLE_NAME = 10
# Places that begin exactly so leave these to what may have been meant.
ROOM_FOR_GUESSES = 2
# How much less likely each wrong letter makes a place.
PER_MISTAKE = 100
# Where a list begins with a town of that many people, nothing else is guessed: « la ro » is La Rochelle.
TOWN = 20_000


def find_places(typed: str, limit: int = DEFAULT_LIMIT) -> list[Place]:
    """The best matches for what was typed, best first; at most one query (docs/facts.md says how).

    Accents, hyphens, case, « St » and « s/ » do not matter. Figures find postal codes and departments, words
    find communes, departments and regions; both together narrow each other, so that a label typed back
    finds its place. One or two wrong letters are forgiven: those places say `is_guess`.
    """
    wanted = wanted_from(typed)
    if not wanted.name and not wanted.figures:
        return []
    return places_wanted(directory(), wanted, limit)


def places_wanted(known: Directory, wanted: Wanted, limit: int = DEFAULT_LIMIT) -> list[Place]:
    """As find_places, in the directory given."""
    if not wanted.name:
        return _by_figures(known, wanted, limit)
    attempts = [wanted, *_with_looser_figures(wanted)]
    for search in (_as_written, _forgiven):
        for attempt in attempts:
            found = search(known, attempt, limit)
            if found:
                # A name with the figures of another place: the name is believed.
                is_guess = bool(wanted.figures and not attempt.figures)
                return [replace(place, is_guess=True) for place in found] if is_guess else found
    return _without_last_words(known, wanted, limit)


def _with_looser_figures(wanted: Wanted) -> Iterator[Wanted]:
    """By the department of a code that the Post gives to nobody (« 75000 Paris »), then without figures."""
    if len(wanted.figures) == 5:
        yield replace(wanted, figures=_department_of(wanted.figures))
    if wanted.figures:
        yield replace(wanted, figures="")


def _without_last_words(known: Directory, wanted: Wanted, limit: int) -> list[Place]:
    """« Le Mans Sarthe » by its department; « Montreuil sous Bois » is « Montreuil », at a guess."""
    words = wanted.name.split()
    for kept in range(len(words) - 1, 0, -1):
        name, rest = " ".join(words[:kept]), " ".join(words[kept:])
        if rest in known.departments_named:
            found = _as_written(known, replace(wanted, name=name, area=rest), limit)
            if found:
                return found
        if next(known.index.whole(name), None) is not None and not wanted.kind:
            found = _as_written(known, Wanted(name), limit)
            return [replace(place, is_guess=True) for place in found]
    return []


def _department_of(postal_code: str) -> str:
    return postal_code[: 3 if postal_code.startswith("97") else 2]


def _by_figures(known: Directory, wanted: Wanted, limit: int) -> list[Place]:
    """The department of that code, then postal codes that begin so."""
    figures = wanted.figures
    number = known.numbered(PlaceKind.DEPARTMENT, figures)
    found = [] if number is None else [known.place(number)]
    if wanted.kind == PlaceKind.DEPARTMENT:
        return found
    codes = sorted(code for code in known.at_code if code.startswith(figures))
    found += [place for code in codes[:limit] if (place := known.postal_code(code))]
    if not found and len(figures) == 5:
        found = _by_other_code(known, figures)
    return found[:limit]


def _by_other_code(known: Directory, figures: str) -> list[Place]:
    """The commune of an INSEE code, or the department of a postal code that only a CEDEX has."""
    commune = known.numbered(PlaceKind.COMMUNE, figures)
    if commune is not None:
        return [known.place(commune)]
    department = known.numbered(PlaceKind.DEPARTMENT, _department_of(figures))
    return [] if department is None else [known.place(department, is_guess=True)]


def _as_written(known: Directory, wanted: Wanted, limit: int) -> list[Place]:
    """Names that are, begin with or hold what was typed; a few that resemble it where that says little."""
    index, name = known.index, wanted.name
    accepts = _acceptance(known, wanted)
    whole = list(filter(accepts, index.whole(name)))
    longer = list(islice(filter(accepts, index.first_words(name)), limit))
    first = [(WHOLE_NAME * index.weights[n], n) for n in whole] + [(index.weights[n], n) for n in longer]
    named = chain(
        [n for _weight, n in sorted(first, key=lambda pair: (-pair[0], pair[1]))],
        *(filter(accepts, find(name)) for find in (index.beginning, index.with_word)),
    )
    numbers = list(islice(named, 3 * limit))  # some places have several spellings
    found = _distinct(known, numbers, limit)
    if not found or first or wanted.figures:
        return found
    weight = index.weights[numbers[0]]
    if len(found) == limit and weight >= TOWN:
        return found
    return _mixed(known, found, weight, _ranked_guesses(known, name, accepts), limit)


def _mixed(
    known: Directory, found: list[Place], weight: int, ranked: list[tuple[float, int, bool]], limit: int
) -> list[Place]:
    """Where a beginning within a word is all there is: « rouan » is Rouans, or more probably Rouen."""
    above = [guess for guess in ranked if guess[0] > weight]
    likelier = _places(known, above, limit)[:ROOM_FOR_GUESSES]
    others = _places(known, ranked, limit)
    kept = found[: max(limit - max(len(likelier), ROOM_FOR_GUESSES), 1)]
    mixed = {place.key: place for place in [*likelier, *kept, *others, *found]}
    return list(mixed.values())[:limit]


def _forgiven(known: Directory, wanted: Wanted, limit: int) -> list[Place]:
    """Names with spaces left out, then with wrong letters."""
    return _places(known, _ranked_guesses(known, wanted.name, _acceptance(known, wanted)), limit)


def _ranked_guesses(known: Directory, name: str, accepts: Accepts) -> list[tuple[float, int, bool]]:
    """What may have been meant, the likeliest first: likelihood, spelling, and whether letters are wrong.

    A mistake makes a place a hundred times less likely, a whole name ten times likelier. Spaces left out
    (« lhay ») are no mistake in the letters, so that place is no guess.
    """
    index = known.index
    joined = name.replace(" ", "")
    found = []
    for number in islice(filter(accepts, index.beginning_joined(name)), COMPARED):
        is_whole = index.joined[number] == joined
        likelihood = index.weights[number] * (WHOLE_NAME if is_whole else 1 / PER_MISTAKE)
        found.append((likelihood, number, False))
    sure = {index.places[number] for _likelihood, number, _wrong in found}
    for mistakes, hit in index.resembling(name, accepts):
        if index.places[hit.spelling] not in sure:
            whole = WHOLE_NAME if hit.is_whole else 1
            found.append((index.weights[hit.spelling] * whole / PER_MISTAKE**mistakes, hit.spelling, True))
    return sorted(found, key=lambda guess: (-guess[0], guess[1]))


def _acceptance(known: Directory, wanted: Wanted) -> Accepts:
    """Does a spelling's place agree with the figures, the kind and the area typed with it?"""
    areas = known.departments_named.get(wanted.area, set())

    def accepts(spelling: int) -> bool:
        kind, _code, _name, department, codes, *_ = known.fields(known.index.places[spelling])
        if wanted.kind and kind != wanted.kind:
            return False
        if areas and department not in areas:
            return False
        figures = wanted.figures
        return figures in ("", department) or any(code.startswith(figures) for code in codes.split())

    if not (wanted.kind or areas or wanted.figures):
        return lambda spelling: True
    return accepts


def _distinct(known: Directory, numbers: Iterable[int], limit: int) -> list[Place]:
    return _places(known, ((0.0, number, False) for number in numbers), limit)


def _places(known: Directory, ranked: Iterable[tuple[float, int, bool]], limit: int) -> list[Place]:
    """The places of these spellings, each once."""
    found: dict[str, Place] = {}
    for _likelihood, number, is_guess in ranked:
        place = known.place(known.index.places[number], is_guess)
        found.setdefault(place.key, place)
        if len(found) == limit:
            break
    return list(found.values())


def place_from_key(key: str) -> Place | None:
    """The place an address names, or None when there is none such."""
    kind, _, code = key.partition(":")
    if kind not in set(PlaceKind) or not code.isalnum():
        return None
    known = directory()
    if kind == PlaceKind.POSTAL_CODE:
        return known.postal_code(code)
    number = known.numbered(PlaceKind(kind), code)
    return None if number is None else known.place(number)


@dataclass(frozen=True)
class Resolved:
    """What a place typed in a plain field means: where to look, and what else may have been meant."""

    places: list[Place] = field(default_factory=list)
    others: list[Place] = field(default_factory=list)

    @property
    def is_guess(self) -> bool:
        """Was a mistake forgiven? The reader is then asked whether that was meant."""
        return any(place.is_guess for place in self.places)


def resolve_place(typed: str, limit: int = 6) -> Resolved:
    """A key, or the best match alone; a bare name that several communes bear means all of them.

    « Saint-Denis » is in Seine-Saint-Denis and in La Réunion: both are searched, each is proposed by itself.
    """
    keyed = place_from_key(typed) if ":" in typed else None
    if keyed:
        return Resolved([keyed])
    found = find_places(typed, limit)
    exact = [place for place in found if place.label.casefold() == typed.strip().casefold()]
    if exact:  # a label given back unchanged
        return Resolved(exact[:1])
    name = search_name(typed)
    namesakes = [
        place
        for place in found
        if place.kind == PlaceKind.COMMUNE and not place.former and search_name(place.name) == name
    ]
    if len(namesakes) > 1 and found[0] in namesakes:
        return Resolved(namesakes, [*namesakes, *(place for place in found if place not in namesakes)])
    return Resolved(found[:1], found[1:])
