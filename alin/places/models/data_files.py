"""Which version of a shipped data file is in the tables."""

from django.db import models
from django.utils import timezone


class DataFile(models.Model):
    """A shipped data file already loaded, so that a second start does not load it again."""

    name = models.CharField(max_length=80, primary_key=True)
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return self.name
