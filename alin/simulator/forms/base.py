"""A form over one part of a demande: reads its fields from there, gives back what to write there."""

from typing import Any, ClassVar

from django import forms
from django.forms.utils import ErrorDict
from django.utils.functional import Promise

from alin.simulator.forms.faults import sentence
from applications.registry.editing import Data

Path = tuple[str, ...]
Fault = dict[str, Any]
Words = str | Promise


def dig(data: Data, path: Path) -> Any:
    """The value at a path of nested objects, or None where one of them is missing."""
    value: Any = data
    for step in path:
        value = value.get(step) if isinstance(value, dict) else None
    return value


def nested(path: Path, value: Any) -> Data:
    """`value` under the objects of a path: (« wishes », « max_rent »), 700 → {wishes: {max_rent: 700}}."""
    for step in reversed(path):
        value = {step: value}
    return value


def hush(form: forms.Form) -> None:
    """Keep what was typed and judge nothing of it."""
    form._errors = ErrorDict()  # type: ignore[attr-defined]
    form.cleaned_data = {}


class PartForm(forms.Form):
    """Field names say where a value lives below `path`: `employment__siret` of the applicant.

    `title` is the heading above the fields, `hint` a sentence under it.
    """

    title: Words = ""
    hint: Words = ""
    template: ClassVar[str] = "simulator/_part.html"

    def __init__(self, data: Any, demande: Data, path: Path = (), *, title: Words = "") -> None:
        self.path, self.demande = path, demande
        super().__init__(data, prefix="-".join(path) or None)
        self.title = title or self.title
        self.initial = self.read(dig(demande, path) or {})

    def read(self, part: Data) -> Data:
        """The values the fields begin with; one that is not there leaves the field's own beginning."""
        found = {name: dig(part, self.place_of(name)) for name in self.fields}
        return {name: value for name, value in found.items() if value is not None}

    def place_of(self, name: str) -> Path:
        """Where a field's value lives below the form's path."""
        return tuple(name.split("__"))

    def part(self) -> Data:
        """What was typed, nested as in the schema. Call it on a valid form."""
        result: Data = {}
        for name, value in self.cleaned_data.items():
            place = self.place_of(name)
            inner = result
            for step in place[:-1]:
                inner = inner.setdefault(step, {})
            inner[place[-1]] = value
        return result

    def changes(self) -> Data:
        """What to write into the demande."""
        return nested(self.path, self.part())

    def hush(self) -> None:
        """Say nothing yet about what is missing."""
        hush(self)

    def take(self, fault: Fault) -> bool:
        """Show a fault of the schema beside the field it is about; False where no field of this form is."""
        name = self.field_at(tuple(fault["loc"]))
        if name is None:
            return False
        self.add_error(name, sentence(fault))
        return True

    def field_at(self, where: tuple[Any, ...]) -> str | None:
        """The field whose value lives at this place of the demande, or holds it."""
        if where[: len(self.path)] != self.path:
            return None
        inner = where[len(self.path) :]
        for name in self.fields:
            place = self.place_of(name)
            if inner[: len(place)] == place:
                return name
        return None
