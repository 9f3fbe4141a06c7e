"""What accounts itself, and the floors below that cannot speak for themselves, hold about a person.

No password, code, secret or session key: a copy of one's data must not be a copy of one's keys.
"""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.archive import ArchivePart, Card, data_of, lines_of, part_of, plain, words
from accounts.models import Consent, DataArchive, Invitation, Membership, RetentionWarning, User
from accounts.signals import personal_data_asked
from alin.formats import moment
from alin.outbox.models import Message
from alin.pages.models import HelpRequest

ACCOUNT = (
    "email",
    "civility",
    "birth_name",
    "first_name",
    "mobile_phone",
    "sms_wanted",
    "offer_mails_wanted",
    "language",
    "date_joined",
    "last_login",
    "tutorial_done_at",
    "is_active",
)
HELP = ("subject", "name", "email", "about", "message", "state", "asked_at", "answer", "answered_at")
INVITATION = ("email", "role", "first_name", "birth_name", "sent_at", "accepted_at", "withdrawn_at")


@receiver(personal_data_asked, dispatch_uid="accounts.personal_data")
def parts_of_the_account(user: User, **kwargs: Any) -> list[ArchivePart]:
    """Account, safety, consents, membership, messages, help."""
    return [
        part_of("account", _("Mon compte"), [user], ACCOUNT, one=True),
        _addresses(user),
        part_of(
            "consents",
            _("Mes accords"),
            Consent.objects.filter(user=user),
            ("subject", "text_version", "given_at"),
        ),
        _sessions(user),
        _second_factors(user),
        *_work(user),
        _messages(user),
        part_of("help_requests", _("Mes demandes d'aide"), _help_requests(user), HELP),
        part_of(
            "archives",
            _("Mes archives"),
            DataArchive.objects.filter(user=user),
            ("state", "asked_at", "ready_at", "expires_at"),
        ),
        *_warnings(user),
    ]


def _addresses(user: User) -> ArchivePart:
    rows = list(EmailAddress.objects.filter(user=user).order_by("pk"))
    cards = [
        Card(
            [
                (_("Adresse e-mail"), row.email),
                (_("Confirmée"), words(row, "verified")),
                (_("Principale"), words(row, "primary")),
            ]
        )
        for row in rows
    ]
    names = ("email", "verified", "primary")
    return ArchivePart("emails", _("Mes adresses e-mail"), [data_of(row, names) for row in rows], cards)


def _sessions(user: User) -> ArchivePart:
    rows = list(UserSession.objects.filter(user=user).order_by("pk"))
    cards = [
        Card(
            [
                (_("Ouverte le"), moment(row.created_at)),
                (_("Vue pour la dernière fois le"), moment(row.last_seen_at)),
                (_("Adresse sur internet"), row.ip),
                (_("Navigateur"), row.user_agent),
            ]
        )
        for row in rows
    ]
    names = ("created_at", "last_seen_at", "ip", "user_agent")
    return ArchivePart("sessions", _("Mes connexions"), [data_of(row, names) for row in rows], cards)


def _second_factors(user: User) -> ArchivePart:
    """That they exist and when they were used; never what they are made of."""
    rows = list(Authenticator.objects.filter(user=user).order_by("pk"))
    cards = [
        Card(
            [
                (_("Sorte"), words(row, "type")),
                (_("Ajoutée le"), moment(row.created_at)),
                (_("Utilisée le"), moment(row.last_used_at)),
            ]
        )
        for row in rows
    ]
    data = [data_of(row, ("type", "created_at", "last_used_at")) for row in rows]
    return ArchivePart("second_factors", _("Ma seconde étape de connexion"), data, cards)


def _work(user: User) -> list[ArchivePart]:
    """The place in an organisation and the invitations; nothing for most people."""
    parts = []
    membership = Membership.objects.select_related("landlord", "employer", "agency").filter(user=user).first()
    if membership:
        organisation = str(membership.landlord or membership.employer or membership.agency)
        lines = [(_("Organisation"), organisation), *lines_of(membership, ("role",))]
        data = {"organisation": organisation, "role": membership.role}
        parts.append(ArchivePart("membership", _("Mon organisation"), data, [Card(lines)]))
    received = Invitation.objects.filter(accepted_by=user) | Invitation.objects.filter(email=user.email)
    if received.exists():
        parts.append(part_of("invitations", _("Mes invitations"), received, INVITATION))
    if user.invitations_sent.exists():
        # Whom the person invited is those people's data: when, and in which part, is enough.
        sent = user.invitations_sent.all()
        parts.append(
            part_of("invitations_sent", _("Invitations que j'ai envoyées"), sent, ("role", "sent_at"))
        )
    return parts


def _messages(user: User) -> ArchivePart:
    """What was written to the person, and when; codes and links that open an account stay out."""
    data, cards = [], []
    for row in Message.objects.filter(user=user).order_by("created_at", "pk"):
        text = "" if row.confidential else row.text
        data.append(
            {
                **data_of(row, ("channel", "category", "to", "subject", "state", "created_at", "sent_at")),
                "text": text or None,
            }
        )
        lines = [
            (_("Envoyé à"), row.to),
            (_("Par"), row.get_channel_display()),
            (_("État"), row.get_state_display()),
            (_("Date"), moment(row.sent_at or row.created_at)),
            (_("Texte"), text or _("Contenu confidentiel, effacé après l'envoi.")),
        ]
        cards.append(Card(lines, row.subject or str(row.get_channel_display())))
    return ArchivePart("messages", _("Les messages que vous avez reçus"), data, cards)


def _help_requests(user: User) -> list[HelpRequest]:
    """Those asked signed in, and those that a confirmed address of the person asked without an account."""
    addresses = EmailAddress.objects.filter(user=user, verified=True).values("email")
    mine = HelpRequest.objects.filter(user=user)
    unsigned = HelpRequest.objects.filter(user=None, email__in=addresses)
    return list((mine | unsigned).order_by("asked_at", "pk"))


def _warnings(user: User) -> list[ArchivePart]:
    rows = list(RetentionWarning.objects.filter(user=user))
    if not rows:
        return []
    cards = [Card([(str(row.get_subject_display()), moment(row.warned_at))]) for row in rows]
    data = [{"subject": row.subject, "warned_at": plain(row.warned_at)} for row in rows]
    return [ArchivePart("retention_warnings", _("Mes avertissements avant suppression"), data, cards)]
