"""Questions to the help desk."""

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from alin.pages.models import HelpRequest


class HelpRequestFactory(DjangoModelFactory):
    """A visitor's question that nobody read yet."""

    class Meta:
        model = HelpRequest

    class Params:
        answered = factory.Trait(
            state=HelpRequest.State.ANSWERED,
            answer="Bonjour, voici la réponse.",
            answered_at=factory.LazyFunction(timezone.now),
        )

    subject = HelpRequest.Subject.OTHER
    name = factory.Sequence(lambda n: f"Personne {n}")
    email = factory.Sequence(lambda n: f"question{n}@example.org")
    message = "Comment retrouver mon numéro unique ?"
