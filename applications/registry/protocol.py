"""What the portal asks of a registry, and how a registry says no."""

from typing import Protocol

from applications.registry.schema import Demande


class RegistryError(Exception):
    """The registry could not give a demande; the subclasses say why."""


class UnknownNumber(RegistryError):
    """No demande carries this unique number."""


class StruckOff(RegistryError):
    """The demande was struck off (radiée); `reason` is a code of the registry's list `radiation`."""

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason)
        self.reason = reason


class RegistryUnavailable(RegistryError):
    """The registry did not answer, or not in a usable way; asking again later may work."""


class Registry(Protocol):
    """The one thing the portal needs: the demande that carries a unique number."""

    def fetch(self, unique_number: str) -> Demande:
        """The demande as it stands now.

        Raises UnknownNumber, StruckOff or RegistryUnavailable.
        """
        ...
