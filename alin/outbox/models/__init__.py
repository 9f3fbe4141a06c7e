"""Messages and the worker's sign of life."""

from alin.outbox.models.heartbeats import Heartbeat
from alin.outbox.models.messages import Message

__all__ = ["Heartbeat", "Message"]
