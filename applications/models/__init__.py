"""The imported demande and what its holder adds to it."""

from applications.models.documents import DocumentTick
from applications.models.employments import Employment
from applications.models.housing_applications import HousingApplication, WishedCommune
from applications.models.security_codes import NumberEntry, SecurityCode, SpentCode
from applications.models.sharing import FileLook, SharingDecision
from applications.models.simulated_demandes import SimulatedDemande
from applications.models.updates import RefreshRound, RegistryUpdate

__all__ = [
    "DocumentTick",
    "Employment",
    "FileLook",
    "HousingApplication",
    "NumberEntry",
    "RefreshRound",
    "RegistryUpdate",
    "SecurityCode",
    "SharingDecision",
    "SimulatedDemande",
    "SpentCode",
    "WishedCommune",
]
