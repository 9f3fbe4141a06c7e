"""All places in memory, once per process, and read again when `load_facts` changed them."""

import re
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from threading import Lock
from typing import NamedTuple

from alin.places.former_names import FORMER
from alin.places.loading import FORMER_NAMES, rows_of
from alin.places.models import Commune, DataFile, Department
from alin.places.name_index import Lines, NameIndex, Spellings
from alin.places.place import Place, PlaceKind
from alin.places.search_names import search_name

# Beside communes, larger areas and former names step back: most people look for a town.
STEP_BACK = 10
ARTICLE = re.compile(r"^(?:le|la|les|l) ")


class CommuneRow(NamedTuple):
    """A commune to put into the directory; cities leave their postal codes to their arrondissements."""

    code: str
    name: str
    spelled: str
    department: str
    population: int = 0
    postal_codes: tuple[str, ...] = ()


# code, name, region's code, region
DepartmentRow = tuple[str, str, str, str]


class Directory:
    """Communes, departments and regions by number, with the index of their names.

    A place is kept as a line of text (kind, code, name, department, postal codes, former name), a third of
    the memory that objects would take, and made a `Place` when it is shown.
    """

    def __init__(self, communes: Iterable[CommuneRow], departments: Iterable[DepartmentRow]) -> None:
        self.lines = Lines()
        self._spellings = Spellings()
        # Postal code → places, the biggest first; name of a department or region → departments' codes.
        self.at_code: dict[str, list[int]] = {}
        self.departments_named: dict[str, set[str]] = {}
        self.department_names: dict[str, str] = {}
        self._add_areas(departments, self._add_communes(communes))
        self.index = NameIndex(self._spellings)
        del self._spellings

    def fields(self, number: int) -> list[str]:
        """Kind, code, name, department, postal codes, former name, and which sort of former name."""
        return self.lines[number].split("\t")

    def place(self, number: int, is_guess: bool = False) -> Place:
        """The place of that number, to be shown."""
        kind, code, name, department, postal_codes, former, sort = self.fields(number)
        detail = area = ""
        if kind == PlaceKind.COMMUNE:
            detail = postal_codes if len(postal_codes) == 5 else department
            area = self.department_names.get(department, "")
        return Place(
            PlaceKind(kind),
            code,
            name,
            detail,
            area="" if name.startswith(area) else area,
            former=former,
            was_own_name=sort == FORMER,
            is_guess=is_guess,
        )

    def numbered(self, kind: PlaceKind, code: str) -> int | None:
        """The number of a commune, department or region; codes that hold anything strange have none."""
        return next(self.lines.holding(f"\n{kind}\t{code}\t"), None) if code.isalnum() else None

    def postal_code(self, code: str, is_guess: bool = False) -> Place | None:
        """A code with the names of its communes, the biggest first."""
        names = [self.fields(number)[2] for number in self.at_code.get(code, ())]
        if not names:
            return None
        detail = f"{', '.join(names[:3])}{'…' if len(names) > 3 else ''}"
        return Place(PlaceKind.POSTAL_CODE, code, code, detail, is_guess=is_guess)

    def _add_communes(self, communes: Iterable[CommuneRow]) -> dict[str, int]:
        """Communes, then what they were called or took in; returns the inhabitants of each department."""
        people: dict[str, int] = {}
        populations = array("I")  # by number
        former = former_names_by_commune()
        for row in communes:
            number = self._record(row)
            populations.append(row.population)
            self._spell(number, row.spelled, row.population)
            for code in row.postal_codes:
                self.at_code.setdefault(code, []).append(number)
            for name, sort in former.get(row.code, ()):
                populations.append(0)
                self._spell(self._record(row, name, sort), search_name(name), row.population // STEP_BACK)
            people[row.department] = people.get(row.department, 0) + row.population
        for numbers in self.at_code.values():
            numbers.sort(key=lambda number: -populations[number])
        return people

    def _add_areas(self, departments: Iterable[DepartmentRow], people: dict[str, int]) -> None:
        """Departments, and regions of more than one: La Réunion is one and the same."""
        regions: dict[tuple[str, str], list[str]] = {}
        for code, name, region_code, region in departments:
            self.department_names[code] = name
            regions.setdefault((region_code, region), []).append(code)
            self._add_area(PlaceKind.DEPARTMENT, code, name, [code], people)
        for (code, name), members in regions.items():
            if len(members) > 1:
                self._add_area(PlaceKind.REGION, code, name, members, people)

    def _add_area(
        self, kind: PlaceKind, code: str, name: str, members: list[str], people: dict[str, int]
    ) -> None:
        spelled = search_name(name)
        weight = sum(people.get(member, 0) for member in members) // STEP_BACK
        department = code if kind == PlaceKind.DEPARTMENT else ""
        self._spell(self._record(CommuneRow(code, name, spelled, department), kind=kind), spelled, weight)
        for written in {spelled, ARTICLE.sub("", spelled)}:
            self.departments_named.setdefault(written, set()).update(members)

    def _record(
        self, row: CommuneRow, former: str = "", sort: str = "", kind: PlaceKind = PlaceKind.COMMUNE
    ) -> int:
        postal_codes = " ".join(row.postal_codes)
        fields = [kind, row.code, row.name, row.department, postal_codes, former, sort]
        return self.lines.append("\t".join(fields))

    def _spell(self, number: int, spelled: str, weight: int) -> None:
        """As it is written, and without its article: « Havre » is « Le Havre »."""
        for text in sorted({spelled, ARTICLE.sub("", spelled)}):
            self._spellings.add(text, number, weight)


def former_names_by_commune() -> dict[str, list[tuple[str, str]]]:
    """Today's INSEE code → former names and their sort."""
    found: dict[str, list[tuple[str, str]]] = {}
    for row in rows_of(FORMER_NAMES):
        found.setdefault(row["commune"], []).append((row["name"], row["kind"]))
    return found


class _Kept:
    """The directory of this process, and the version of the tables it was made from."""

    lock = Lock()
    version: object = None
    directory: Directory | None = None


def directory() -> Directory:
    """The present places; one query, and four when they changed or the process is new (a second)."""
    version = list(
        DataFile.objects.filter(name__in=["communes", "departments"])
        .order_by("name")
        .values_list("name", "sha256", "loaded_at")
    )
    with _Kept.lock:
        if _Kept.directory is None or _Kept.version != version:
            _Kept.directory = Directory(_communes(), _departments())
            _Kept.version = version
        return _Kept.directory


def forget() -> None:
    """Read the tables again at the next question."""
    with _Kept.lock:
        _Kept.directory = None


def _communes() -> Iterator[CommuneRow]:
    """Read in one go, not kept: a process should not grow by what it only looks at once."""
    cities = set(Commune.objects.filter(parent__isnull=False).order_by().values_list("parent", flat=True))
    rows = (
        Commune.objects.order_by("pk")  # the key's own order: nothing for the database to sort in memory
        .values_list("pk", "name", "search_name", "department_id", "population", "postal_codes__code")
        .iterator()
    )
    for (pk, name, spelled, department, population), lines in groupby(rows, itemgetter(0, 1, 2, 3, 4)):
        codes = tuple(sorted(line[5] for line in lines if line[5] and pk not in cities))
        yield CommuneRow(pk, name, spelled, department, population, codes)


def _departments() -> Iterable[DepartmentRow]:
    return Department.objects.order_by("code").values_list("code", "name", "region_code", "region")
