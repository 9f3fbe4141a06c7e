"""Departments, communes and their postal codes, as official reference data."""

from alin.places.models.communes import Commune, PostalCode, Zone
from alin.places.models.data_files import DataFile
from alin.places.models.departments import Department

__all__ = ["Commune", "DataFile", "Department", "PostalCode", "Zone"]
