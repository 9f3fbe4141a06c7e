"""Make a template that prints an undefined variable fail, instead of printing nothing.

Only the project's own templates are held to it: Django's admin and allauth rely on silence. What is meant
to be optional says so: `{{ help|default:"" }}`, or `{% if help %}`.
"""

import copy
import threading
from pathlib import Path
from typing import Any

from django.template.base import FilterExpression, Node, VariableDoesNotExist
from django.template.context import Context

OUR_TEMPLATES = str(Path(__file__).resolve().parent.parent / "templates")
FORGIVING = {"default", "default_if_none", "yesno", "pluralize"}


class Rendering(threading.local):
    """The nodes this thread is inside of, outermost first."""

    def __init__(self) -> None:
        self.nodes: list[Node] = []


rendering = Rendering()
_render_annotated = Node.render_annotated
_resolve = FilterExpression.resolve


class UndefinedVariable(AssertionError):
    """A template of ours printed, or passed to a tag, something that is not there."""


def render_annotated(self: Node, context: Context) -> str:
    """Remember which template the node being rendered was written in."""
    rendering.nodes.append(self)
    try:
        return _render_annotated(self, context)
    finally:
        rendering.nodes.pop()


def resolve(self: FilterExpression, context: Context, ignore_failures: bool = False) -> Any:
    """Fail where Django would go on with an empty text."""
    if not self.is_var or ignore_failures or is_optional(self) or not written_by_us():
        return _resolve(self, context, ignore_failures)
    found = copy.copy(self)
    try:
        found.var = self.var.resolve(context)
    except VariableDoesNotExist as error:
        template = rendering.nodes[-1].origin.name
        raise UndefinedVariable(f"{{{{ {self.token} }}}} is undefined in {template}") from error
    found.is_var = False
    return _resolve(found, context)


def written_by_us() -> bool:
    """Is the innermost node being rendered from the project's templates folder?"""
    origin = getattr(rendering.nodes[-1], "origin", None) if rendering.nodes else None
    return bool(origin and str(origin.name).startswith(OUR_TEMPLATES))


def is_optional(expression: FilterExpression) -> bool:
    """Does the first filter say what to do without a value?"""
    return bool(expression.filters) and expression.filters[0][0].__name__ in FORGIVING


def install() -> None:
    """Replace Django's two methods for the rest of the process."""
    Node.render_annotated = render_annotated
    FilterExpression.resolve = resolve
