"""What an update changed, as the holder reads it: before and after (R4.2)."""

from collections import Counter
from collections.abc import Callable
from dataclasses import asdict, dataclass
from typing import Any

from django.conf import settings
from django.utils import translation

from applications.registry.schema import Demande
from applications.summary import Section, describe, yes_no


@dataclass(frozen=True)
class Change:
    """One value that differs; `before` is empty for something new, `after` for something gone."""

    section: str
    person: str
    label: str
    before: str
    after: str

    def as_data(self) -> dict[str, str]:
        """Plain data, as the row of the update keeps it."""
        return asdict(self)


def in_each_language(words: Callable[[], list[Any]]) -> dict[str, list[Any]]:
    """The same words said in each language of the site, by its code."""
    said = {}
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            said[code] = words()
    return said


def changes_between(before: Demande, after: Demande) -> list[Change]:
    """The differences in the order of tab 1; what only the former demande had comes last."""
    old, new = _flat(describe(before)), _flat(describe(after))
    keys = list(new) + [key for key in old if key not in new]
    no = yes_no(False)
    return [
        Change(*key, before=old.get(key, ""), after=new.get(key, ""))
        for key in keys
        # A « non » that comes or goes with its person or employer is no news.
        if old.get(key, "") != new.get(key, "") and {old.get(key, ""), new.get(key, "")} != {"", no}
    ]


def _flat(sections: list[Section]) -> dict[tuple[str, str, str], str]:
    """Each value under its section, person and label.

    The applicant and the co-applicant go by their role, so that a corrected name is one change and not
    two persons; dependants go by name, and by their order where two have the same. Values under one same
    heading are joined.
    """
    values: dict[tuple[str, str, str], str] = {}
    named_alike: Counter[str] = Counter()
    for section in sections:
        named = section.key == "household"
        for part in section.parts:
            whose = part.name if named else part.person
            if named and whose:
                named_alike[whose] += 1
                whose += f" ({named_alike[part.name]})" if named_alike[part.name] > 1 else ""
            for label, value in part.rows:
                key = (section.title, whose, label)
                values[key] = f"{values[key]} ; {value}" if key in values else value
    return values
