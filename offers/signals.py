"""What this floor tells the floors above it.

`offer_withdrawn` — an offer has just been withdrawn. Sent with `offer`, inside the transaction that
withdraws it and while its row is locked; a receiver ends what hangs on the offer.
"""

from django.dispatch import Signal

offer_withdrawn = Signal()
