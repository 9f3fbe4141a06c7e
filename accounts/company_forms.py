"""Fields for what identifies a company."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alin.typed import compact


class SirenField(forms.CharField):
    """Nine digits however they are grouped: « 732 829 320 ». The model checks the check digit."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"label": _("SIREN"), "max_length": 40, **kwargs})

    def to_python(self, value: Any) -> str:
        """Without what people put between the groups."""
        return compact(super().to_python(value) or "")
