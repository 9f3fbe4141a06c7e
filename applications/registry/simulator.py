"""The simulated registry: demandes in this database's own table, asked like the real one (R9).

The portal reads them only through the registry interface, so what it shows after an edit here is what
« Mettre à jour » brought. To see the site with a registry that is down, start it with REGISTRY_URL set
to an address nobody answers at.
"""

import datetime
import logging

from django.db.models import Q
from django.utils import timezone
from pydantic import ValidationError

from applications.models import SimulatedDemande
from applications.registry.cursors import Cursor
from applications.registry.protocol import Changes, Recorded, RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.schema import Demande
from applications.unique_number import is_possible, masked, normalise

logger = logging.getLogger(__name__)

PAGE = 200  # numbers
# Longer than any transaction that writes a demande: see Changes.until.
OVERLAP = datetime.timedelta(minutes=2)


class SimulatedRegistry:
    """Answers from the table SimulatedDemande."""

    def look_up(self, unique_number: str) -> Recorded:
        """The recorded mailbox; see Registry.look_up for the errors."""
        demande = self.fetch(unique_number)
        return Recorded(demande.unique_number, demande.email or "")

    def fetch(self, unique_number: str) -> Demande:
        """The demande as it stands now; see Registry.fetch for the errors."""
        number = normalise(unique_number)
        if not is_possible(number):
            raise UnknownNumber
        row = SimulatedDemande.objects.filter(pk=number).first()
        if row is None:
            raise UnknownNumber
        try:
            demande = Demande.model_validate(row.data)
        except ValidationError as error:
            logger.error("Simulated demande %s is not valid (%d faults)", masked(number), error.error_count())
            raise RegistryUnavailable from error
        if demande.struck_off:
            raise StruckOff(demande.struck_off)
        return demande

    def changes_since(self, since: datetime.datetime, after: str = "") -> Changes:
        """Numbers by time of change; see Registry.changes_since."""
        start = Cursor.read(after) if after else Cursor(timezone.now() - OVERLAP, since, "")
        rows = SimulatedDemande.objects.filter(
            Q(updated_at__gt=start.changed_at)
            | Q(updated_at=start.changed_at, unique_number__gt=start.unique_number)
        ).order_by("updated_at", "unique_number")
        # One row more than the page tells whether there is another page.
        found = list(rows.values_list("updated_at", "unique_number")[: PAGE + 1])
        page = found[:PAGE]
        end = Cursor(start.until, *page[-1]) if page else start
        return Changes([number for _at, number in page], end.written(), len(found) > PAGE, start.until)
