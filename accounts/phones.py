"""Mobile numbers as people write them, kept as E.164 (+33612345678)."""

import re
from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from phonenumber_field.modelfields import PhoneNumberField
from phonenumbers import PhoneNumber, PhoneNumberFormat, PhoneNumberType

from alin.typed import plain

# Réunion, Guadeloupe, Martinique, Guyane, Mayotte: French mobiles with a country code of their own,
# written at home with a leading 0 (0692…) like any other.
OVERSEAS = ("RE", "GP", "MQ", "GF", "YT")
FRENCH = ("FR", *OVERSEAS)
METROPOLITAN_CODE = 33
# Numbers of services, not of persons; a text message to some of them is charged to the sender.
OF_SERVICES = {
    PhoneNumberType.PREMIUM_RATE,
    PhoneNumberType.SHARED_COST,
    PhoneNumberType.TOLL_FREE,
    PhoneNumberType.UAN,
    PhoneNumberType.PAGER,
    PhoneNumberType.VOICEMAIL,
}
METROPOLITAN_MOBILE = re.compile(r"[67]\d{8}")

NOT_A_NUMBER = _(
    "Indiquez un numéro de téléphone portable, par exemple 06 12 34 56 78, ou +32 470 12 34 56 à l'étranger."
)
NOT_A_MOBILE = _("Ce numéro est celui d'un téléphone fixe. Indiquez un téléphone portable, en 06 ou en 07.")


def _parse(typed: str, region: str) -> PhoneNumber | None:
    """A telephone number without an extension: the library would drop « poste 12 » in silence."""
    try:
        number = phonenumbers.parse(typed, region)
    except phonenumbers.NumberParseException:
        return None
    return None if number.extension else number


def _as_typed(typed: str) -> str:
    """In plain characters, single-spaced, without a pasted « tel: »."""
    return re.sub(r" +", " ", plain(typed)).strip().removeprefix("tel:")


def _metropolitan(number: PhoneNumber) -> bool:
    return number.country_code == METROPOLITAN_CODE


def _accepted(number: PhoneNumber) -> bool:
    """A mobile, as far as one can tell.

    The numbering plan in the library runs behind the regulator's: a French 06 or 07 and a foreign number of
    possible length are accepted even where the library does not know the block, because refusing a person's
    own number costs more than a text message that does not arrive. A satellite telephone is one's own, too.
    """
    if phonenumbers.number_type(number) in OF_SERVICES:
        return False
    if _metropolitan(number):
        return bool(METROPOLITAN_MOBILE.fullmatch(str(number.national_number)))
    if phonenumbers.region_code_for_number(number) in OVERSEAS:
        return bool(phonenumbers.number_type(number) == PhoneNumberType.MOBILE)
    return bool(phonenumbers.is_possible_number(number))


def normalise(typed: str) -> str:
    """The number as E.164; raises ValidationError with a sentence for the person."""
    typed = _as_typed(typed)
    if re.search(r"[^\W\d_]", typed):  # letters would be dialled as digits by the library
        raise ValidationError(NOT_A_NUMBER, code="invalid")
    readings = [number for region in FRENCH if (number := _parse(typed, region))]
    for number in readings:
        if phonenumbers.is_valid_number(number) and _accepted(number):
            return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
    if not readings:
        raise ValidationError(NOT_A_NUMBER, code="invalid")
    first = readings[0]
    if _accepted(first):
        return str(phonenumbers.format_number(first, PhoneNumberFormat.E164))
    if any(phonenumbers.is_valid_number(number) for number in readings):
        raise ValidationError(NOT_A_MOBILE, code="not_a_mobile")
    raise ValidationError(NOT_A_NUMBER, code="invalid")


def spoken(number: Any) -> str:
    """A kept number as people read it: 06 12 34 56 78, or +32 470 12 34 56 from abroad."""
    if not number:
        return ""
    parsed = number if isinstance(number, PhoneNumber) else _parse(str(number), "FR")
    if parsed is None:
        return str(number)
    style = PhoneNumberFormat.NATIONAL if _metropolitan(parsed) else PhoneNumberFormat.INTERNATIONAL
    return str(phonenumbers.format_number(parsed, style))


class MobilePhoneFormField(forms.CharField):
    """A text field that answers with E.164."""

    widget = forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel"})

    def __init__(self, **kwargs: Any) -> None:
        kwargs["max_length"] = 40
        kwargs.pop("region", None)
        super().__init__(**kwargs)

    def prepare_value(self, value: Any) -> str:
        """What was typed stays; a kept number is shown as people read it."""
        return value if isinstance(value, str) else spoken(value)

    def clean(self, value: Any) -> str:
        """E.164, or an empty string where the field is optional."""
        typed = super().clean(value)
        return normalise(typed) if typed else ""


class MobilePhoneField(PhoneNumberField):
    """The column: the form field above decides what is accepted, not the library's numbering plan."""

    default_validators: list[Any] = []

    def formfield(self, **kwargs: Any) -> Any:
        """Our own form field, in the admin site too."""
        return super().formfield(**{"form_class": MobilePhoneFormField, **kwargs})
