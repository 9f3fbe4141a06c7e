"""Template tags and filters used all over the site; built in, no {% load %} needed."""

from typing import Any

from django import template
from django.core.paginator import Paginator
from django.forms import BoundField, CheckboxInput, CheckboxSelectMultiple, PasswordInput, RadioSelect
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString

from alin import formats

register = template.Library()


# --- Assets -------------------------------------------------------------------------------------
@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """An icon of static/img/icons.svg, hidden from screen readers: it always stands beside words.

    `size` is empty (20 px), « s » (16) or « l » (28).
    """
    return format_html(
        '<svg class="icon{}" aria-hidden="true"><use href="{}#{}"></use></svg>',
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


@register.simple_tag
def vendored(path: str) -> SafeString:
    """A script of static/vendor/, run before the page's modules."""
    return format_html('<script defer src="{}"></script>', static(f"vendor/{path}"))


@register.filter
def breakable(address: str) -> SafeString:
    """An e-mail address that goes on to a second line after its @, not in the middle of a word."""
    local, at, domain = (address or "").rpartition("@")
    return format_html("{}{}<wbr>{}", local, at, domain) if at else format_html("{}", domain)


# --- Amounts and dates ---------------------------------------------------------------------------
for words in (
    formats.euros,
    formats.long_date,
    formats.short_date,
    formats.moment,
    formats.days_left,
    formats.deadline_tone,
):
    register.filter(words.__name__, words)


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
