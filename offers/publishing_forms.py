"""What each act on an offer asks for: when, until when and why; and the files of photos and of imports."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alin.dates import PARIS, local_today


def date_field(**options: Any) -> forms.DateField:
    """A day, typed or picked; browsers send it as 2026-11-22."""
    widget = forms.DateInput(attrs={"type": "date", "class": "input-short"}, format="%Y-%m-%d")
    return forms.DateField(
        widget=widget,
        input_formats=["%Y-%m-%d", "%d/%m/%Y"],
        error_messages={"invalid": _("Écrivez une date : 22/11/2026.")},
        **options,
    )


class PublishForm(forms.Form):
    """Now, or on a day at an hour of Paris."""

    when = forms.ChoiceField(
        label=_("Quand publier ?"),
        choices=[("now", _("Maintenant")), ("later", _("Plus tard"))],
        widget=forms.RadioSelect,
        initial="now",
    )
    day = date_field(label=_("Jour"), required=False)
    hour = forms.TimeField(
        label=_("Heure (de Paris)"),
        required=False,
        widget=forms.TimeInput(attrs={"type": "time", "class": "input-short"}, format="%H:%M"),
        error_messages={"invalid": _("Écrivez une heure : 09:00.")},
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean(self) -> dict[str, Any]:
        """The moment as `at`; None for now."""
        cells: dict[str, Any] = super().clean() or {}
        cells["at"] = None
        if cells.get("when") != "later" or self.errors:
            return cells
        if not cells.get("day"):
            self.add_error("day", _("Choisissez le jour."))
            return cells
        hour = cells.get("hour") or datetime.time(0)
        cells["at"] = datetime.datetime.combine(cells["day"], hour, tzinfo=PARIS)
        if cells["at"] <= timezone.now():
            self.add_error("day", _("Ce moment est passé."))
        return cells


class DuplicateForm(forms.Form):
    """The reference of the copy to come, so that a button pressed twice makes one copy."""

    reference = forms.RegexField(r"^B\d+-\d{6}-[0-9A-F]{6}$", widget=forms.HiddenInput, required=False)


class ExtendForm(forms.Form):
    """A later deadline, and why."""

    until = date_field(label=_("Nouvelle date limite"))
    reason = forms.CharField(
        label=_("Motif"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Les candidats le lisent dans leur mail."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def clean_until(self) -> datetime.date:
        """Not in the past."""
        until: datetime.date = self.cleaned_data["until"]
        if until < local_today():
            raise ValidationError(_("Cette date est passée."))
        return until


class WithdrawForm(forms.Form):
    """What those who applied will read."""

    message = forms.CharField(
        label=_("Message aux candidats"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Expliquez pourquoi le logement n'est plus proposé."),
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ManyFiles(forms.ClearableFileInput):
    """A field that takes several files at once."""

    allow_multiple_selected = True
    template_name = "django/forms/widgets/file.html"


class PhotoFilesField(forms.FileField):
    """Every file that was sent."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        """A list; each file is checked by its content later."""
        files = (data if isinstance(data, list | tuple) else [data]) or [None]
        return [super(PhotoFilesField, self).clean(file, initial) for file in files]


class PhotosForm(forms.Form):
    """New photos; their texts are asked for below, where each can be seen."""

    photos = PhotoFilesField(
        label=_("Photos"),
        widget=ManyFiles(attrs={"accept": "image/jpeg,image/png,image/webp"}),
        help_text=_("JPEG, PNG ou WebP, 10 Mo au plus par photo."),
        error_messages={"required": _("Choisissez au moins une photo.")},
    )


class ImportForm(forms.Form):
    """The landlord's file."""

    file = forms.FileField(
        label=_("Fichier CSV ou XLSX"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.xlsx"}),
        help_text=_("10 000 lignes et 8 Mo au plus."),
        error_messages={
            "required": _("Choisissez un fichier."),
            "empty": _("Ce fichier est vide."),
        },
    )
