"""What this floor tells the floors above it.

`application_deletion_asked` — the holder opened the page that confirms a deletion. Sent with
`application`; a receiver answers a `DeletionEffect` or None. Nothing may be changed.

`application_deleting` — the deletion was confirmed. Sent with `application` and `actor` inside the
transaction that deletes the row, which is locked and still there. A receiver ends what hangs on the
application (a candidature is cancelled), or raises `DeletionBlocked` and nothing is deleted.

`application_changed` — the columns were worked out again at an import or an update. Sent with
`application` inside the same transaction.
"""

from dataclasses import dataclass

from django.dispatch import Signal

application_deletion_asked = Signal()
application_deleting = Signal()
application_changed = Signal()


@dataclass(frozen=True)
class DeletionEffect:
    """What deleting the application would do elsewhere, in one or two sentences for its holder.

    `blocks`: it cannot be deleted now; the sentence says why and what to do.
    """

    sentence: str
    blocks: bool = False


class DeletionBlocked(Exception):
    """Deleting must wait; `message` is for the holder."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
