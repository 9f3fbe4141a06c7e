"""What is said to whom when a candidature moves: one mail per act, and an SMS where the person said yes.

Called by `workflow.perform` and `applying.apply` inside their transaction. Subjects name the step, never
the decision: they show on locked screens.
"""

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from alin.formats import euros, long_date, moment
from alin.outbox.letters import Letter, absolute, language_of, post_mail, post_sms
from alin.outbox.models import Message
from candidatures.models import Act, Candidature, HistoryEntry, Outcome, Role, State
from candidatures.wording import wording_for
from offers.models import Offer

SUBJECTS = {
    State.APPLIED: gettext_lazy("Votre candidature est enregistrée"),
    State.APPROVED: gettext_lazy("Votre candidature avance"),
    State.REJECTED: gettext_lazy("Une réponse à votre candidature"),
    State.SENT: gettext_lazy("Votre dossier est chez le bailleur"),
    State.VISIT: gettext_lazy("Une visite est prévue"),
    State.COMMITTEE: gettext_lazy("La commission logement est prévue"),
    State.RANKED: gettext_lazy("La décision de la commission logement"),
    State.ALLOCATED: gettext_lazy("La décision de la commission logement"),
    State.NOT_ALLOCATED: gettext_lazy("La décision sur votre candidature"),
    State.NOT_RETAINED: gettext_lazy("Une réponse du bailleur"),
    State.CANCELLED: gettext_lazy("Votre candidature est annulée"),
    State.DECLINED: gettext_lazy("Votre réponse est enregistrée"),
    State.LEASE_SIGNED: gettext_lazy("Votre bail"),
    State.MOVED_IN: gettext_lazy("Votre entrée dans les lieux"),
    State.OFFER_WITHDRAWN: gettext_lazy("Une offre n'est plus proposée"),
}


def tell(candidature: Candidature, entry: HistoryEntry, readers: tuple[Role, ...]) -> None:
    """Write the messages of one act; the history line's key makes writing them twice impossible."""
    if Role.APPLICANT in readers:
        _tell_applicant(candidature, entry)
    if Role.LANDLORD in readers:
        _tell_landlord(candidature.offer)


def _tell_applicant(candidature: Candidature, entry: HistoryEntry) -> None:
    owner = candidature.application.owner
    key = f"candidature:{candidature.pk}:{entry.pk}"
    with language_of(owner):
        words = wording_for(candidature, Role.APPLICANT)
        letter = Letter(
            subject=f"{SUBJECTS[State(candidature.state)]} ({candidature.reference})",
            title=str(SUBJECTS[State(candidature.state)]),
            paragraphs=[
                _("Bonjour %(name)s,") % {"name": owner.get_full_name()},
                " ".join([str(words.explanation), *_why(candidature, entry)]),
                str(words.next_step),
            ],
            facts=_facts(candidature),
            button=_button(candidature),
            reference=candidature.reference,
        )
        post_mail(letter, key=key, category=Message.Category.CANDIDATURE, user=owner)
        text = _("AL'in : du nouveau sur votre candidature %(reference)s. %(title)s. Détails : %(link)s") % {
            "reference": candidature.reference,
            "title": letter.title,
            "link": absolute(candidature.get_absolute_url()),
        }
        post_sms(text, key=key, category=Message.Category.CANDIDATURE, user=owner)


def _button(candidature: Candidature) -> tuple[str, str]:
    """Its page; the list for a cancelled one, which may disappear with a deleted demande."""
    if candidature.state == State.CANCELLED:
        return _("Voir mes candidatures"), reverse("candidatures:list")
    return _("Suivre ma candidature"), candidature.get_absolute_url()


def _why(candidature: Candidature, entry: HistoryEntry) -> list[str]:
    """The reason of a refusal in the reader's language with its advice, or what else explains the act."""
    if candidature.refusal_reason:
        return [
            text for text in (candidature.refusal_reason.sentence, candidature.refusal_reason.advice) if text
        ]
    if entry.act == Act.CLOSE:
        return [_("Un autre candidat a signé le bail de ce logement.")]
    if entry.act == Act.DECLINE and entry.reason:
        return [_("Motif noté : %(reason)s.") % {"reason": entry.reason.rstrip(".")}]
    if entry.act == Act.WITHDRAW and entry.reason:
        return [_("Message du bailleur : %(message)s") % {"message": entry.reason}]
    return []


def _facts(candidature: Candidature) -> list[tuple[str, str]]:
    """The home, and the dates and figures that belong to the present state."""
    offer = candidature.offer
    facts = [(_("Logement"), home_of(offer)), (_("Bailleur"), offer.landlord.name)]
    state = candidature.state
    if state in (State.VISIT, State.ALLOCATED, State.LEASE_SIGNED):
        contact = " · ".join(way for way in (offer.landlord.phone, offer.landlord.email) if way)
        facts += [(_("Contact du bailleur"), contact)] if contact else []
    if state == State.VISIT:
        facts += [(_("Visite"), moment(candidature.visit_at)), (_("Lieu"), candidature.visit_place)]
    elif state == State.COMMITTEE:
        facts.append((_("Commission logement"), long_date(candidature.committee_on)))
    elif state == State.RANKED:
        facts.append((_("Votre rang"), str(candidature.outcome_rank)))
    elif state == State.ALLOCATED:
        if candidature.outcome == Outcome.CONDITIONAL:
            facts.append((_("Condition à remplir"), candidature.outcome_condition))
        facts.append((_("Répondre au plus tard le"), long_date(candidature.answer_by)))
    elif state == State.LEASE_SIGNED:
        facts.append((_("Bail signé le"), long_date(candidature.lease_signed_on)))
    elif state == State.APPLIED:
        facts.append((_("Date limite de candidature"), long_date(offer.deadline)))
    return facts


def tell_of_extension(candidature: Candidature, offer: Offer, event_id: int, reason: str) -> None:
    """The deadline of the offer moved: one mail per candidate and move."""
    owner = candidature.application.owner
    with language_of(owner):
        letter = Letter(
            subject=_("Date limite repoussée (%(reference)s)") % {"reference": candidature.reference},
            title=_("Date limite repoussée"),
            paragraphs=[
                _("Bonjour %(name)s,") % {"name": owner.get_full_name()},
                _("Le bailleur laisse plus de temps pour postuler à ce logement."),
                _("Motif : %(reason)s") % {"reason": reason},
                _("Votre candidature reste enregistrée : vous n'avez rien à faire."),
            ],
            facts=[
                (_("Logement"), home_of(offer)),
                (_("Date limite de candidature"), long_date(offer.deadline)),
            ],
            button=(_("Suivre ma candidature"), candidature.get_absolute_url()),
            reference=candidature.reference,
        )
        key = f"offer-extended:{event_id}:{candidature.pk}"
        post_mail(letter, key=key, category=Message.Category.CANDIDATURE, user=owner)


def home_of(offer: Offer) -> str:
    """« T2 | Paris (75) | 703 € », as the tracker names a home."""
    commune = offer.commune
    rent = euros(offer.rent + offer.charges)
    return f"{offer.get_typology_display()} | {commune.name} ({commune.department_id}) | {rent}"


def _tell_landlord(offer: Offer) -> None:
    """Tell the landlord's staff that files came in: once per ten minutes, for files come in bundles."""
    window = f"{timezone.localtime():%Y%m%d%H%M}"[:-1]
    for member in User.objects.filter(membership__landlord=offer.landlord_id, is_active=True).order_by("pk"):
        with language_of(member):
            letter = Letter(
                subject=_("Des dossiers à étudier pour l'offre %(reference)s")
                % {"reference": offer.reference},
                title=_("Des dossiers à étudier"),
                paragraphs=[
                    _("Bonjour %(name)s,") % {"name": member.get_full_name()},
                    _("Action Logement vous a envoyé des candidatures pour ce logement."),
                    _("Prévoyez une visite ou la commission, ou dites pourquoi un dossier n'est pas retenu."),
                ],
                facts=[(_("Logement"), home_of(offer)), (_("Offre"), offer.reference)],
                button=(_("Voir les dossiers"), reverse("landlord:offer", args=[offer.reference])),
                reference=offer.reference,
            )
            key = f"files-sent:{offer.pk}:{member.pk}:{window}"
            post_mail(letter, key=key, category=Message.Category.CANDIDATURE, user=member)
