"""Ask the registry for a demande on behalf of a person: its refusals become messages."""

from applications.import_errors import NumberStruckOff, NumberUnknown, RegistryDown
from applications.registry import get_registry
from applications.registry.protocol import RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.schema import Demande


def fetch(number: str) -> Demande:
    """The demande as it stands now. Never call this inside a transaction: it may take seconds."""
    try:
        return get_registry().fetch(number)
    except UnknownNumber as error:
        raise NumberUnknown from error
    except StruckOff as error:
        raise NumberStruckOff(error.reason) from error
    except RegistryUnavailable as error:
        raise RegistryDown from error
