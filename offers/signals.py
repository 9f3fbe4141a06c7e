"""What this floor tells the floors above it.

`offer_published` — an offer has just opened to applicants. Sent once in an offer's life, with `offer_id`,
after the commit of what opened it: the landlord's act or the minute's beat (offers/opening.py). A receiver
only hands over a task: many offers may open at once, and one that fails is logged and stops nobody.

`offer_extended` — a landlord moved the deadline of an offer. Sent with `offer`, `reason` and `event_id`, the
line of its history, inside the transaction; a receiver tells those who applied.

`offer_withdrawn` — an offer has just been withdrawn. Sent with `offer` and the landlord's
`message` (may be empty), inside the transaction that withdraws it and while its row is locked; a
receiver ends what hangs on the offer.
"""

from django.dispatch import Signal

offer_extended = Signal()
offer_published = Signal()
offer_withdrawn = Signal()
