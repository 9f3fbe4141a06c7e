"""What a password must not repeat: the unique number of the person's demande."""

from typing import Any

from django.dispatch import receiver

from accounts.models import User
from accounts.signals import password_words_asked
from applications.models import HousingApplication


@receiver(password_words_asked)
def numbers_of(user: User, **kwargs: Any) -> list[str]:
    """The numbers of the person's files."""
    return list(HousingApplication.objects.filter(owner=user).values_list("unique_number", flat=True))
