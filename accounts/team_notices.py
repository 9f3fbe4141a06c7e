"""What is said by mail about invitations and teams (R2.10)."""

from uuid import uuid4

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import Invitation, Membership, Organisation, User
from alin.dates import local_today
from alin.formats import long_date
from alin.outbox.letters import Letter, language_of, post_mail
from alin.outbox.models import Message
from alin.outbox.secrets import PLACEHOLDER

ACCOUNT = Message.Category.ACCOUNT
INVITATION = "invitation_link"  # the kind of secret, see mail_links.py


def team_page() -> str:
    """The path that leads each reader to their own team."""
    return reverse("team")


def post_invitation(invitation: Invitation) -> Message:
    """To the invited address, in the inviter's language; its link is a key, signed when the mail leaves."""
    inviter = invitation.invited_by
    days = settings.INVITATION_DAYS
    with translation.override(inviter.language if inviter else settings.LANGUAGE_CODE):
        expires = long_date(invitation.expires_at)  # inside: the month's name is in the letter's language
        if inviter and not inviter.is_superuser:
            facts = {"person": inviter.get_full_name(), "organisation": invitation.organisation}
            who = _("%(person)s vous invite à rejoindre l'équipe de %(organisation)s sur AL'in.") % facts
        else:
            facts = {"organisation": invitation.organisation}
            who = _("Action Logement vous invite à rejoindre l'équipe de %(organisation)s sur AL'in.") % facts
        letter = Letter(
            subject=_("Invitation à rejoindre une équipe sur AL'in"),
            paragraphs=[
                _("Bonjour,"),
                who,
                _("Ouvrez le lien pour voir l'invitation, indiquer votre nom et choisir un mot de passe."),
                ngettext(
                    "Ce lien est valable %(days)s jour, jusqu'au %(date)s.",
                    "Ce lien est valable %(days)s jours, jusqu'au %(date)s.",
                    days,
                )
                % {"days": days, "date": expires},
                _("Si vous n'attendiez pas cette invitation, ignorez ce message : rien ne sera créé."),
            ],
            button=(_("Voir l'invitation"), PLACEHOLDER),
            facts=[(_("Rôle"), str(invitation.get_role_display()))],
        )
        return post_mail(
            letter,
            key=f"invitation:{invitation.pk}:{uuid4().hex}",
            category=ACCOUNT,
            to=invitation.email,
            confidential=True,
            secret=f"{INVITATION}:{invitation.pk}",
        )


def post_joined(invitation: Invitation, user: User) -> None:
    """To the inviter, if still there: the person is in."""
    inviter = invitation.invited_by
    if inviter is None or not inviter.is_active:
        return
    with language_of(inviter):
        facts = {"person": user.get_full_name(), "organisation": invitation.organisation}
        letter = Letter(
            subject=_("Votre invitation est acceptée"),
            paragraphs=[
                _("%(person)s a rejoint l'équipe de %(organisation)s.") % facts,
                _("Son accès s'ouvre dès que sa seconde étape de connexion est en place."),
            ],
            button=(_("Voir l'équipe"), team_page()),
        )
        post_mail(letter, key=f"invitation:{invitation.pk}:joined", category=ACCOUNT, user=inviter)


def post_asked_again(invitation: Invitation) -> int:
    """To the inviter, or to those who can invite now: how many letters this asked for."""
    readers = _who_can_invite(invitation)
    for reader in readers:
        with language_of(reader):
            facts = {"email": invitation.email, "organisation": invitation.organisation}
            letter = Letter(
                subject=_("Une personne demande une nouvelle invitation"),
                paragraphs=[
                    _("%(email)s ne peut plus utiliser son invitation à rejoindre %(organisation)s.") % facts,
                    _("Si vous souhaitez toujours l'accueillir, renvoyez une invitation."),
                ],
                button=(_("Voir l'équipe"), team_page()),
            )
            key = f"invitation:{invitation.pk}:asked:{reader.pk}:{local_today()}"
            post_mail(letter, key=key, category=ACCOUNT, user=reader)
    return len(readers)


def _who_can_invite(invitation: Invitation) -> list[User]:
    inviter = invitation.invited_by
    managers = [
        place.user
        for place in Membership.objects.of(invitation.organisation).managing().select_related("user")
    ]
    if inviter and inviter.is_active and (inviter.is_superuser or inviter in managers):
        return [inviter]
    administrators = User.objects.get_queryset().filter(is_superuser=True, is_active=True).order_by("pk")
    return managers or list(administrators)


def post_role(membership: Membership) -> None:
    """To the person whose role somebody else changed."""
    user = membership.user
    with language_of(user):
        facts = {"organisation": membership.organisation, "role": membership.get_role_display()}
        if membership.is_manager:
            meaning = _("Vous pouvez inviter des personnes, changer leur rôle et retirer leur accès.")
        else:
            meaning = _("Vous gardez votre accès. Seuls les responsables invitent et retirent des personnes.")
        letter = Letter(
            subject=_("Votre rôle dans l'équipe a changé"),
            paragraphs=[_("Votre rôle chez %(organisation)s est maintenant : %(role)s.") % facts, meaning],
            button=(_("Voir l'équipe"), team_page()),
        )
        post_mail(letter, key=f"role:{membership.pk}:{uuid4().hex}", category=ACCOUNT, user=user)


def post_removed(user: User, organisation: Organisation, *, by_themselves: bool) -> None:
    """To the person whose access has just ended."""
    with language_of(user):
        facts = {"organisation": organisation}
        if by_themselves:
            what = _("Vous avez quitté l'équipe de %(organisation)s. Votre compte est fermé.") % facts
        else:
            what = (
                _("Votre accès à l'espace de %(organisation)s a été retiré. Votre compte est fermé.") % facts
            )
        letter = Letter(
            subject=_("Votre accès professionnel à AL'in est fermé"),
            paragraphs=[
                what,
                _("Pour revenir, demandez une nouvelle invitation à un responsable de l'équipe."),
            ],
        )
        post_mail(letter, key=f"removed:{user.pk}:{uuid4().hex}", category=ACCOUNT, user=user)


def administrator_stays() -> str:
    """Why an administrator's account is not closed from a team page."""
    return _("Ce compte est celui d'un administrateur : il se ferme dans l'espace d'administration.")
