"""What this floor asks the floors above it: each of them knows what it holds about a person.

`personal_data_asked` — the person asked for the archive of their data (GDPR articles 15 and 20). Sent with
`user`; a receiver answers the list of `accounts.archive.ArchivePart` of its app. Nothing may be changed.

`account_deletion_asked` — the person opened the page that confirms the deletion. Sent with `user`; a receiver
answers a `DeletionEffect`, a list of them, or None. Nothing may be changed.

`account_deleting` — the deletion was confirmed, or a retention period is over. Sent with `user` inside the
transaction that deletes the row, which is locked and still there. A receiver deletes or makes anonymous what
its app holds, or raises `DeletionBlocked` and nothing is deleted.

`password_words_asked` — the person chooses a password. Sent with `user`; a receiver answers the list of words
and numbers its app knows the person by, which the password must not repeat.
"""

from dataclasses import dataclass

from django.dispatch import Signal

personal_data_asked = Signal()
account_deletion_asked = Signal()
account_deleting = Signal()
password_words_asked = Signal()


@dataclass(frozen=True)
class DeletionEffect:
    """What a deletion would do elsewhere, in one or two sentences for the person.

    `blocks`: it cannot be deleted now; the sentence says why and what to do.
    """

    sentence: str
    blocks: bool = False


class DeletionBlocked(Exception):
    """Deleting must wait; `message` is for the person."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message
