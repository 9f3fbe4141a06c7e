"""Ask the registry on behalf of a person: its refusals become messages.

Never call these inside a transaction: they may take seconds.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from applications.import_errors import NumberStruckOff, NumberUnknown, RegistryDown
from applications.registry import get_registry
from applications.registry.protocol import Recorded, RegistryUnavailable, StruckOff, UnknownNumber
from applications.registry.schema import Demande


def look_up(number: str) -> Recorded:
    """The mailbox recorded with a number: all that is asked before its holder proved to be one (R3.4).

    Raises NumberUnknown, NumberStruckOff or RegistryDown.
    """
    with _refusals_as_messages():
        return get_registry().look_up(number)


def fetch(number: str) -> Demande:
    """The demande as it stands now. Raises NumberUnknown, NumberStruckOff or RegistryDown."""
    with _refusals_as_messages():
        return get_registry().fetch(number)


@contextmanager
def _refusals_as_messages() -> Iterator[None]:
    try:
        yield
    except UnknownNumber as error:
        raise NumberUnknown from error
    except StruckOff as error:
        raise NumberStruckOff(error.reason) from error
    except RegistryUnavailable as error:
        raise RegistryDown(retry_after=error.retry_after) from error
