"""What a place is to a person who searches: a commune, a postal code, a department or a region."""

from dataclasses import dataclass, field
from enum import StrEnum

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alin.places.models import Commune, PostalCode
from alin.places.neighbours import communes_covering


class PlaceKind(StrEnum):
    """What a place is; the first part of its key."""

    COMMUNE = "commune"
    POSTAL_CODE = "code"
    DEPARTMENT = "departement"
    REGION = "region"


@dataclass(frozen=True)
class Place:
    """A place as a search box offers it."""

    kind: PlaceKind
    code: str
    name: str
    # What tells it from its namesakes: a postal code, a department, the communes of a code.
    detail: str = ""
    # The name of a commune's department, where that says more than the label.
    area: str = field(default="", compare=False)
    # The other name by which it was found, and whether that was the commune's own.
    former: str = field(default="", compare=False)
    was_own_name: bool = field(default=False, compare=False)
    # Found by forgiving typing mistakes: what may have been meant, not what was written.
    is_guess: bool = field(default=False, compare=False)

    @property
    def key(self) -> str:
        """What an address carries: « commune:93070 », « code:93400 », « departement:93 », « region:11 »."""
        return f"{self.kind}:{self.code}"

    @property
    def label(self) -> str:
        """« Paris (75) » is the commune, « Paris (département 75) » the department."""
        if self.kind == PlaceKind.COMMUNE:
            return f"{self.name} ({self.detail})"
        if self.kind == PlaceKind.POSTAL_CODE:
            return f"{self.code} · {self.detail}"
        if self.kind == PlaceKind.DEPARTMENT:
            return _("%(name)s (département %(code)s)") % {"name": self.name, "code": self.code}
        return _("%(name)s (région)") % {"name": self.name}

    @property
    def note(self) -> str:
        """Why it answers a name that is not its own, else the name of its department."""
        if not self.former:
            return self.area
        words = _("anciennement %(name)s") if self.was_own_name else _("comprend %(name)s")
        return words % {"name": self.former}

    def communes(self) -> QuerySet[Commune]:
        """The communes it covers, arrondissements included."""
        if self.kind == PlaceKind.COMMUNE:
            return communes_covering([self.code])
        if self.kind == PlaceKind.DEPARTMENT:
            return Commune.objects.filter(department_id=self.code)
        if self.kind == PlaceKind.REGION:
            return Commune.objects.filter(department__region_code=self.code)
        # 75018 is the 18th arrondissement, not all of Paris.
        at_code = PostalCode.objects.filter(code=self.code).values("commune_id")
        return Commune.objects.filter(pk__in=at_code, arrondissements__isnull=True)
