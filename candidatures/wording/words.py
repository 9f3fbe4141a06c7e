"""The shape of a state's wording."""

from dataclasses import dataclass

from django.utils.functional import Promise

from candidatures.models import Role


@dataclass(frozen=True)
class Wording:
    """A state for one reader; `acts` is who must act next, None when nobody does any more.

    `icon` is a name of static/img/icons.svg and `tone` a badge's tone: both only add to the words.
    """

    label: str | Promise
    explanation: str | Promise
    next_step: str | Promise
    acts: Role | None
    icon: str
    tone: str = ""
