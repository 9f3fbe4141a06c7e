"""Take apart what was typed: a name, figures, and words that say what kind of place is meant."""

import re
from dataclasses import dataclass

from alin.places.place import PlaceKind
from alin.places.search_names import search_name

LONGEST = 80
# Cities and the number of their arrondissements.
ARRONDISSEMENTS = {"paris": 20, "lyon": 9, "marseille": 16}
SAID_OTHERWISE = {
    "idf": "ile de france",
    "region parisienne": "ile de france",
    "paca": "provence alpes cote d azur",
}
KINDS = {
    PlaceKind.DEPARTMENT: r"departement|department|dept|dpt|dep",
    PlaceKind.REGION: r"region",
}
ROMAN = {"v": 5, "i": 1, "x": 10}


@dataclass(frozen=True)
class Wanted:
    """What to look for. Figures begin a postal code or are a department; `area` is a department's name."""

    name: str = ""
    figures: str = ""
    area: str = ""
    kind: PlaceKind | None = None


def wanted_from(typed: str) -> Wanted:
    """« St-Ouen (93400) » → « saint ouen », « 93400 »; « 12e » and « Paris 12 » stay names."""
    text = re.sub(r"\bcedex\b.*$", "", typed.replace("\0", " ")[:LONGEST], flags=re.IGNORECASE).strip()
    compact = re.sub(r"[\s.]", "", text)
    if re.fullmatch(r"\d{1,5}|2[abAB]\d{0,3}", compact):
        return Wanted(figures=compact.upper())
    code = re.match(r"(\d{5})\s*·", text)
    if code:  # the label of a postal code
        return Wanted(figures=code.group(1))
    return _kind_of(text) or _name_and_figures(text)


def _kind_of(text: str) -> Wanted | None:
    """« département du Finistère », « Paris (département 75) », « Bretagne (région) »."""
    bare = search_name(text)
    if bare in SAID_OTHERWISE:
        return Wanted(SAID_OTHERWISE[bare], kind=PlaceKind.REGION)
    of = r"(?: de la| de l| des| du| de| d| of)?"
    for kind, words in KINDS.items():
        found = re.fullmatch(rf"(?:{words}){of} (.+)", bare) or re.fullmatch(
            rf"(.+) (?:{words})(?: \w{{2,3}})?", bare
        )
        if not found:
            continue
        rest = found.group(1)
        if re.fullmatch(r"\d{2,3}|2[ab]", rest):
            return Wanted(figures=rest.upper(), kind=kind)
        return Wanted(rest, kind=kind)
    return None


def _name_and_figures(text: str) -> Wanted:
    before = re.match(r"(\d{5}|2[abAB]|97\d|\d{2})[\s,-]+(?=[^\W\d])", text)
    if before:
        return Wanted(search_name(text[before.end() :]), before.group(1).upper())
    after = re.search(r"(?<!\d)\(?(\d{5}|2[abAB]|97\d|\d{1,4})\)?\s*$", text)
    if after and not _is_arrondissement(text, after):
        return Wanted(_name(text[: after.start()]), after.group(1).upper())
    if after:
        return Wanted(f"{search_name(text[: after.start()])} {int(after.group(1))}")
    area = re.fullmatch(r"(.+?)\s*(?:,|\()\s*([^()\d]+?)\)?", text)
    if area:
        return Wanted(_name(area.group(1)), area=search_name(area.group(2)))
    return Wanted(_name(text))


def _is_arrondissement(text: str, figures: re.Match[str]) -> bool:
    """« Lyon 3 » is one, « Lyon 69 » is a department, « Marseille (13) » too."""
    last = ARRONDISSEMENTS.get(search_name(text[: figures.start()]), 0)
    return "(" not in text and len(figures.group(1)) <= 2 and 1 <= int(figures.group(1)) <= last


def _name(text: str) -> str:
    """The name as it is compared, with what is typed only: « s » for « sur », « XII » for 12."""
    name = re.sub(r"(?<=\w) s (?=\w)", " sur ", search_name(text))
    name = re.sub(r"^(\d+) (?:de )?(paris|lyon|marseille)$", r"\2 \1", name)
    roman = re.fullmatch(r"(paris|lyon|marseille) ([xvi]+)(?:e|eme|er)?", name)
    if roman:
        name = f"{roman.group(1)} {_arabic(roman.group(2))}"
    return name


def _arabic(roman: str) -> int:
    """XIX → 19."""
    values = [ROMAN[letter] for letter in roman]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))
