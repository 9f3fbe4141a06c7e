"""What this floor tells the floors above it.

`application_deletion_asked` — the holder opened the page that confirms a deletion. Sent with
`application`; a receiver answers a `DeletionEffect` or None. Nothing may be changed.

`application_deleting` — the deletion was confirmed. Sent with `application` and `actor` inside the
transaction that deletes the row, which is locked and still there. A receiver ends what hangs on the
application (a candidature is cancelled), or raises `DeletionBlocked` and nothing is deleted.

`application_changed` — the columns were worked out again at an import or an update. Sent with
`application` inside the same transaction.
"""

from django.dispatch import Signal

from accounts.signals import DeletionBlocked, DeletionEffect

__all__ = [
    "DeletionBlocked",
    "DeletionEffect",
    "application_changed",
    "application_deleting",
    "application_deletion_asked",
]

application_deletion_asked = Signal()
application_deleting = Signal()
application_changed = Signal()
