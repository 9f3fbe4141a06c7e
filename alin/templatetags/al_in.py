"""Template tags and filters used all over the site; built in, no {% load %} needed."""

import datetime
from decimal import Decimal
from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, PasswordInput, RadioSelect
from django.template.context import Context
from django.templatetags.static import static
from django.utils import timezone, translation
from django.utils.formats import date_format, number_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alin.dates import PARIS, local_today

register = template.Library()


# --- Assets -------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of static/img/icons.svg, hidden from screen readers: it always stands beside words.

    `size` is empty (20 px), « s » (16) or « l » (28).
    """
    return format_html(
        '<svg class="icon{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        f" icon--{size}" if size else "",
        static("img/icons.svg"),
        name,
    )


@register.simple_tag
def stylesheet(name: str) -> SafeString:
    """A link to static/css/<name>.css; a feature's own is « pages/<feature> »."""
    return format_html('<link rel="stylesheet" href="{}">', static(f"css/{name}.css"))


@register.simple_tag
def module(name: str) -> SafeString:
    """A link to the ES module static/js/<name>.js."""
    return format_html('<script type="module" src="{}"></script>', static(f"js/{name}.js"))


# --- Amounts and dates ---------------------------------------------------------------------------
@register.filter
def euros(value: Decimal | int | float | None) -> str:
    """« 1 234 € », or « €1,234 » in English; cents only where there are any; nothing for nothing."""
    if value is None or value == "":
        return ""
    amount = Decimal(value).quantize(Decimal("0.01"))
    decimals = 0 if amount == amount.to_integral_value() else 2
    figures = number_format(amount, decimal_pos=decimals, use_l10n=True, force_grouping=True)
    if translation.get_language() == "en":
        return f"-€{figures[1:]}" if figures.startswith("-") else f"€{figures}"
    return f"{figures}\N{NO-BREAK SPACE}€"


def _local(value: datetime.date | datetime.datetime) -> datetime.date | datetime.datetime:
    if isinstance(value, datetime.datetime) and timezone.is_aware(value):
        return timezone.localtime(value, PARIS)
    return value


@register.filter
def long_date(value: datetime.date | datetime.datetime | None) -> str:
    """« 22 novembre 2026 », « 22 November 2026 »."""
    if not value:
        return ""
    day = _local(value)
    if translation.get_language() == "fr" and day.day == 1:
        return f"1er {date_format(day, 'F Y')}"
    return date_format(day, "j F Y")


@register.filter
def short_date(value: datetime.date | datetime.datetime | None) -> str:
    """« 22/11/2026 », day first in both languages: these are dates in France."""
    return date_format(_local(value), "d/m/Y") if value else ""


@register.filter
def moment(value: datetime.datetime | None) -> str:
    """« 22/11/2026 à 14:05 », Paris time."""
    if not value:
        return ""
    local = _local(value)
    return _("%(date)s à %(time)s") % {
        "date": date_format(local, "d/m/Y"),
        "time": date_format(local, "H:i"),
    }


@register.filter
def days_left(deadline: datetime.date) -> str:
    """« encore 3 jours » before a deadline, whose own day still counts."""
    days = (deadline - local_today()).days
    if days < 0:
        return _("terminée")
    if days == 0:
        return _("dernier jour")
    return ngettext("encore %(days)s jour", "encore %(days)s jours", days) % {"days": days}


@register.filter
def deadline_tone(deadline: datetime.date) -> str:
    """The badge of a deadline: attention in its last three days, closed after it."""
    days = (deadline - local_today()).days
    if days < 0:
        return ""
    return "attention" if days <= 3 else "info"


# --- People --------------------------------------------------------------------------------------
@register.simple_tag(takes_context=True)
def audience(context: Context) -> str:
    """Who reads: « visitor », « applicant », « staff », « landlord » or « employer ».

    Costs one query for a signed-in person who is not staff, once per request.
    """
    user = context.get("user")
    if user is None or not user.is_authenticated:
        return "visitor"
    if user.is_staff:
        return "staff"
    membership = user.workplace  # kept on the user: the view that asked it first has paid for it
    if membership is None:
        return "applicant"
    if membership.landlord_id:
        return "landlord"
    return "employer" if membership.employer_id else "staff"


# --- Form fields ---------------------------------------------------------------------------------
@register.filter
def control_kind(field: BoundField) -> str:
    """How components/field.html draws it: radios, boxes, box, password, group or plain."""
    widget = field.field.widget
    if isinstance(widget, CheckboxSelectMultiple):
        return "boxes"
    if isinstance(widget, RadioSelect):
        return "radios"
    if isinstance(widget, CheckboxInput):
        return "box"
    if isinstance(widget, PasswordInput):
        return "password"
    return "group" if field.use_fieldset else "plain"


@register.filter
def first_control(field: BoundField) -> str:
    """The id an error summary links to: the field's control, or its first radio or box."""
    if field.use_fieldset:
        return f"{field.auto_id}_0"
    return field.id_for_label or field.auto_id


@register.filter
def describes(field: BoundField) -> str:
    """Ids of the help and the error of a field drawn by hand, for its aria-describedby."""
    return field.aria_describedby or ""


@register.simple_tag
def merged(*names: Any) -> str:
    """Class names as one attribute value, without the empty ones."""
    return " ".join(str(name) for name in names if name)


# --- Lists ---------------------------------------------------------------------------------------
@register.filter
def page_numbers(paginator: "Paginator[Any]", number: int) -> list[int | None]:
    """Pages worth a link around the present one; None where some are left out."""
    pages = paginator.get_elided_page_range(number, on_each_side=1, on_ends=1)
    return [page if isinstance(page, int) else None for page in pages]


@register.filter
def drawing_url(name: str) -> str:
    """The address of one of the small drawings in static/img/drawings/."""
    return static(f"img/drawings/{name}.svg")
