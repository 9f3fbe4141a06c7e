"""What the admin's own templates need: cells that carry their column's name, for small screens."""

from typing import Any

from django import template
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


@register.filter
def labelled(cells: list[str], headers: list[dict[str, Any]]) -> list[SafeString]:
    """The admin's ready-made cells, each with `data-label`: where rows are drawn as cards, its name."""
    return [_labelled(cell, header) for cell, header in zip(cells, headers, strict=False)]


def _labelled(cell: str, header: dict[str, Any]) -> SafeString:
    if "action-checkbox" in (header.get("class_attrib") or ""):
        return mark_safe(cell)  # noqa: S308  made by Django's admin
    tag, rest = str(cell)[:3], str(cell)[3:]
    name = str(header["text"])
    name = conditional_escape(name[:1].upper() + name[1:])
    return mark_safe(f'{tag} data-label="{name}"{rest}')  # noqa: S308  made by Django's admin; the name is escaped
