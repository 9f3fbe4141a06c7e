"""Messages in each of their situations."""

from datetime import timedelta

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alin.outbox.models import Message


class MessageFactory(DjangoModelFactory):
    """A mail that waits and is due."""

    class Meta:
        model = Message

    class Params:
        claimed = factory.Trait(
            state=Message.State.SENDING,
            attempts=1,
            due_at=factory.LazyFunction(lambda: timezone.now() + timedelta(minutes=3)),
        )
        orphaned = factory.Trait(
            state=Message.State.SENDING,
            attempts=1,
            due_at=factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1)),
        )
        failed = factory.Trait(state=Message.State.FAILED, attempts=12)
        sent = factory.Trait(state=Message.State.SENT, sent_at=factory.LazyFunction(timezone.now))
        sms = factory.Trait(channel=Message.Channel.SMS, to="+33612000000", subject="", html="")

    key = factory.Sequence(lambda n: f"test:{n}")
    category = Message.Category.ACCOUNT
    to = factory.Sequence(lambda n: f"reader{n}@example.org")
    subject = "Bonjour"
    text = "Votre code : 123456"
    html = "<p>Votre code : 123456</p>"
