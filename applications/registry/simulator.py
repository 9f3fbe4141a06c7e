"""The simulated registry: demandes in this database's own table, asked like the real one (R9).

The portal reads them only through the registry interface, so what it shows after an edit here is what
« Mettre à jour » brought. To see the site with a registry that is down, start it with REGISTRY_URL set
to an address nobody answers at.
"""

import logging

from pydantic import ValidationError

from applications.models import SimulatedDemande
from applications.registry.protocol import RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.schema import Demande
from applications.unique_number import masked, normalise

logger = logging.getLogger(__name__)


class SimulatedRegistry:
    """Answers from the table SimulatedDemande."""

    def fetch(self, unique_number: str) -> Demande:
        """The demande as it stands now; see Registry.fetch for the errors."""
        number = normalise(unique_number)
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
