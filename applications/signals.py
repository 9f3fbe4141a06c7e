"""What this floor tells the floors above it.

`application_deletion_asked` — the holder opened the page that confirms a deletion. Sent with
`application`; a receiver answers a `DeletionEffect` or None. Nothing may be changed.

`application_deleting` — the deletion was confirmed. Sent with `application` and `actor` inside the
transaction that deletes the row, which is locked and still there. A receiver ends what hangs on the
application (a candidature is cancelled), or raises `DeletionBlocked` and nothing is deleted.

`application_changed` — the columns were worked out again at an import or an update. Sent with
`application` inside the same transaction.

`application_updated` — an update brought something new. Sent with `before` (the file as it stood, not saved)
and `application`, once per language of the site; a receiver answers a `Consequence` in the language of the
moment, or None. Nothing may be changed.
"""

from dataclasses import dataclass

from django.dispatch import Signal

from accounts.signals import DeletionBlocked, DeletionEffect

__all__ = [
    "Consequence",
    "DeletionBlocked",
    "DeletionEffect",
    "application_changed",
    "application_deleting",
    "application_deletion_asked",
    "application_updated",
]

application_deletion_asked = Signal()
application_deleting = Signal()
application_changed = Signal()
application_updated = Signal()


@dataclass(frozen=True)
class Consequence:
    """What a change means for its holder, in a sentence; with a link where there is something to do.

    `code` names what can be settled later; see `consequences.settled`.
    """

    sentence: str
    label: str = ""
    url: str = ""
    code: str = ""
