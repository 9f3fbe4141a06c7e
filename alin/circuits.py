"""A neighbour that just failed to answer is left alone for a while, by this process.

Without this, each of many messages would wait for the same dead server in turn: a page with three notices
for three time-outs, a worker with a hundred mails for an hour.
"""

import time


class Circuit:
    """Closed in good times; open for `seconds` after a failure."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.closed_again_at = 0.0

    def is_open(self) -> bool:
        """Is the neighbour being left alone?"""
        return time.monotonic() < self.closed_again_at

    def open(self) -> None:
        """It failed: leave it alone from now on."""
        self.closed_again_at = time.monotonic() + self.seconds

    def close(self) -> None:
        """Ask it again from now on."""
        self.closed_again_at = 0.0


cache = Circuit(seconds=5)
broker = Circuit(seconds=30)
carrier = Circuit(seconds=20)  # the mail server or the SMS gateway
