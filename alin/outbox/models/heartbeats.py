"""The worker's sign of life, read by /readyz."""

from datetime import timedelta

from django.db import models
from django.utils import timezone


class Heartbeat(models.Model):
    """When a named background process was last seen at work."""

    name = models.CharField(max_length=40, primary_key=True)
    seen_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name}: {self.seen_at:%Y-%m-%d %H:%M:%S}"

    @classmethod
    def seen_within(cls, name: str, age: timedelta) -> bool:
        """True when the process reported less than `age` ago."""
        return cls.objects.filter(name=name, seen_at__gt=timezone.now() - age).exists()
