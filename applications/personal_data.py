"""What the demandes hold about a person: for the archive, and when the account is deleted."""

from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from accounts.archive import ArchivePart, Card, data_of, lines_of, part_of, plain
from accounts.models import User
from accounts.signals import DeletionEffect, account_deleting, account_deletion_asked, personal_data_asked
from alin.dates import local_today
from alin.formats import moment
from applications.deleting import effects_of_deletion, forget_codes, take_out
from applications.documents import required_documents
from applications.models import HousingApplication, NumberEntry, SecurityCode
from applications.summary import describe

FILE = (
    "unique_number",
    "imported_at",
    "fetched_at",
    "submitted_at",
    "filed_on",
    "expires_on",
    "household_size",
    "income_category",
    "extra_persons",
    "counted_income",
    "monthly_resources",
    "needs_accessible",
    "min_surface",
    "is_priority",
)
EMPLOYMENT = (
    "holder",
    "employer_name",
    "siret",
    "company_code",
    "staff_number",
    "hired_on",
    "is_agency_contract",
    "validated_at",
    "decision",
    "decision_reason",
    "decided_at",
)
DECISION = ("choice", "employer_name", "text_version", "decided_at", "ended_at", "is_current")
LOOK = ("looked_at", "reader", "organisation")
CODE = ("unique_number", "sent_to", "sent_at")


@receiver(personal_data_asked, dispatch_uid="applications.personal_data")
def parts_of_the_demande(user: User, **kwargs: Any) -> list[ArchivePart]:
    """The demande with all that hangs on it, and the trace of the security codes."""
    codes = SecurityCode.objects.filter(user=user)
    # Not the salt: the digits are worked out from it.
    code_data = (*CODE, "created_at", "expires_at", "sends", "wrong_tries", "used_at")
    parts = [
        ArchivePart(
            "security_codes",
            _("Codes de sécurité demandés"),
            [data_of(code, code_data) for code in codes],
            [Card(lines_of(code, CODE)) for code in codes],
        ),
        _entries(user),
    ]
    application = HousingApplication.objects.with_file_data().filter(owner=user).first()
    return [*_file(application), *parts] if application else parts


def _entries(user: User) -> ArchivePart:
    """When numbers were entered; which ones is kept as a digest, which says nothing to anybody."""
    times = list(NumberEntry.objects.filter(user=user).values_list("entered_at", flat=True))
    cards = [Card([(_("Numéro saisi le"), moment(time))]) for time in times]
    data = [{"entered_at": plain(time)} for time in times]
    return ArchivePart("number_entries", _("Numéros uniques saisis"), data, cards)


def _file(application: HousingApplication) -> list[ArchivePart]:
    employment = application.confirmed_employment
    return [
        _demande(application),
        part_of(
            "employment",
            _("Mon emploi"),
            [employment] if employment else [],
            EMPLOYMENT,
            one=True,
            # Who decided at the company is that person's data; the company is named.
            without=("application", "decided_by"),
        ),
        part_of(
            "sharing_decisions",
            _("Mes choix de partage"),
            application.sharing_decisions.select_related("employer"),
            DECISION,
            without=("application",),
        ),
        _documents(application),
        part_of("looks", _("Qui a consulté mon dossier"), application.looks.all(), LOOK),
        _updates(application),
    ]


def _demande(application: HousingApplication) -> ArchivePart:
    """The columns, the registry's snapshot as it came, and the wishes."""
    wishes = [
        {"rank": wish.rank, "commune": wish.commune_id, "name": wish.commune.name}
        for wish in application.wished_communes.all()
    ]
    data = data_of(application, (), without=("owner",))
    cards = [Card([(_("Numéro ALS"), application.als_number), *lines_of(application, FILE)])]
    for section in describe(application.demande):
        for part in section.parts:
            title = f"{section.title} · {part.name}" if part.name else section.title
            cards.append(Card(list(part.rows), title))
    data |= {"als_number": application.als_number, "wished_communes": wishes}
    return ArchivePart("demande", _("Ma demande de logement social"), data, cards)


def _documents(application: HousingApplication) -> ArchivePart:
    """The boxes ticked, with the document's own words where it is still asked for."""
    labels = {
        line.key: " · ".join(word for word in (line.person, str(line.label)) if word)
        for line in required_documents(application.demande, local_today())
    }
    ticks = list(application.document_ticks.all())
    cards = [Card([(labels.get(tick.key, tick.key), moment(tick.ticked_at))]) for tick in ticks]
    data = [data_of(tick, ("key", "ticked_at")) for tick in ticks]
    return ArchivePart("document_ticks", _("Mes pièces cochées"), data, cards)


def _updates(application: HousingApplication) -> ArchivePart:
    """What the registry changed since the import."""
    rows = list(application.registry_updates.all())
    cards = []
    for row in rows:
        lines = [
            (" · ".join(word for word in (change["label"], change["person"]) if word), _change(change))
            for change in row.changes_in_words
        ]
        lines += [(_("Conséquence"), one["sentence"]) for one in row.consequences_in_words]
        cards.append(Card(lines, f"{moment(row.at)} · {row.get_origin_display()}"))
    data = [data_of(row, (), without=("application",)) for row in rows]
    return ArchivePart("registry_updates", _("Mises à jour de ma demande"), data, cards)


def _change(change: dict[str, str]) -> str:
    before, after = change["before"] or _("non renseigné"), change["after"] or _("retiré")
    return f"{before} → {after}"


@receiver(account_deletion_asked, dispatch_uid="applications.account_deletion_asked")
def say_what_deleting_the_account_does(user: User, **kwargs: Any) -> list[DeletionEffect]:
    """What the floors above say about the demande holds for the account too."""
    application = HousingApplication.objects.filter(owner=user).first()
    return effects_of_deletion(application) if application else []


@receiver(account_deleting, dispatch_uid="applications.account_deleting")
def take_out_with_the_account(user: User, **kwargs: Any) -> None:
    """The demande as « Supprimer ma demande » takes it out; codes, and the mails that carried them."""
    application = HousingApplication.objects.select_for_update().filter(owner=user).first()
    if application:
        take_out(application, user)
    forget_codes(SecurityCode.objects.filter(user=user))
