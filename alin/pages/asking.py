"""Write to the help desk, and answer (R8.1); each act writes its letter in the same transaction."""

from typing import TYPE_CHECKING

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from alin.outbox.letters import Letter, post_mail
from alin.outbox.models import Message
from alin.pages.models import HelpRequest

if TYPE_CHECKING:
    from accounts.models import User


class AlreadyAnswered(Exception):
    """Somebody else answered meanwhile; their answer has been sent."""


@transaction.atomic
def ask(question: HelpRequest) -> HelpRequest:
    """Keep a question and tell its author the number.

    The letter repeats nothing of what was written: whoever types another person's address cannot make us
    write to them in their own words.
    """
    question.save()
    with translation.override(question.language):
        letter = Letter(
            subject=_("Action Logement Services : votre demande d'aide est reçue"),
            title=_("Votre demande d'aide est reçue"),
            paragraphs=[
                _("Nous avons reçu votre question. Un conseiller la lit et vous répond par mail."),
                _("Si vous n'êtes pas à l'origine de cette demande, merci d'ignorer ce message."),
            ],
            facts=[(_("Sujet"), str(question.get_subject_display()))],
            reference=question.number,
        )
        _post(question, "received", letter)
    return question


@transaction.atomic
def take(question: HelpRequest, consultant: "User") -> None:
    """A consultant looks after the question; the first one to take it keeps it."""
    HelpRequest.objects.filter(pk=question.pk, state=HelpRequest.State.NEW).update(
        state=HelpRequest.State.IN_PROGRESS, taken_by=consultant
    )


@transaction.atomic
def answer(question: HelpRequest, text: str, consultant: "User") -> None:
    """Send the answer once; raises AlreadyAnswered when a colleague was quicker."""
    current = HelpRequest.objects.select_for_update().get(pk=question.pk)
    if current.state == HelpRequest.State.ANSWERED:
        raise AlreadyAnswered
    current.state = HelpRequest.State.ANSWERED
    current.answer = text.strip()
    current.answered_at = timezone.now()
    current.taken_by = consultant
    current.save()
    with translation.override(current.language):
        letter = Letter(
            subject=_("Action Logement Services : la réponse à votre demande d'aide"),
            title=_("La réponse à votre demande d'aide"),
            paragraphs=[
                _("Vous nous avez écrit le %(day)s.") % {"day": f"{current.asked_at:%d/%m/%Y}"},
                *[line.strip() for line in current.answer.splitlines() if line.strip()],
                _("Une autre question ? Écrivez-nous de nouveau, en rappelant ce numéro."),
            ],
            button=(_("Nous écrire"), reverse("contact")),
            reference=current.number,
        )
        _post(current, "answered", letter)


def _post(question: HelpRequest, event: str, letter: Letter) -> None:
    post_mail(
        letter,
        key=f"help-request:{question.pk}:{event}",
        category=Message.Category.ACCOUNT,
        user=question.user,
        to=question.email,
    )
