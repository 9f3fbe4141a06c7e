"""Who can log in, with what password, and what each of them shows."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import Invitation, Landlord, Membership, User
from accounts.second_factor import add_totp, new_secret
from alin.demo.organisations import Organisations
from alin.demo.people import Account, create_accounts

PASSWORD = "Bienvenue2026"  # noqa: S105 - shown on /demo/, for invented people only
DOMAIN = "example.org"


@dataclass(frozen=True)
class Person:
    """Somebody of the cast. `place` is an organisation: its kind and its key in organisations.py."""

    key: str
    civility: str
    first_name: str
    birth_name: str
    shows: str | Promise
    place: tuple[str, str] = ("", "")
    role: str = Membership.Role.MEMBER
    newcomer: bool = False

    @property
    def email(self) -> str:
        """First name and name at example.org, which belongs to nobody."""
        return f"{self.key}@{DOMAIN}"

    @property
    def name(self) -> str:
        """As the header shows it."""
        return f"{self.first_name} {self.birth_name}"


MRS, MR = User.Civility.MADAME, User.Civility.MONSIEUR
MANAGER = Membership.Role.MANAGER
APPLICANTS: tuple[Person, ...] = (
    Person("marc.stock", MR, "Marc", "STOCK", _("Compte créé, demande pas encore importée."), newcomer=True),
    Person(
        "pauline.riviere", MRS, "Pauline", "RIVIÈRE", _("Import en cours : l'entreprise reste à valider.")
    ),
    Person("yanis.belkacem", MR, "Yanis", "BELKACEM", _("Pièces justificatives à cocher avant de postuler.")),
    Person("odile.garnier", MRS, "Odile", "GARNIER", _("Demande d'avant le 20/04/2021, numéro à confirmer.")),
    Person("claire.vasseur", MRS, "Claire", "VASSEUR", _("Candidature déposée, en attente d'un conseiller.")),
    Person("samir.haddad", MR, "Samir", "HADDAD", _("Candidature validée par Action Logement.")),
    Person("helene.marchal", MRS, "Hélène", "MARCHAL", _("Candidature envoyée au bailleur.")),
    Person("julie.perrin", MRS, "Julie", "PERRIN", _("Visite du logement prévue.")),
    Person("thomas.leclerc", MR, "Thomas", "LECLERC", _("Passage en commission prévu.")),
    Person("amina.diallo", MRS, "Amina", "DIALLO", _("Classée deuxième par la commission.")),
    Person("fatou.ndiaye", MRS, "Fatou", "NDIAYE", _("Logement attribué, réponse attendue.")),
    Person("leo.fontaine", MR, "Léo", "FONTAINE", _("Bail signé, remise des clés à venir.")),
    Person("nora.benali", MRS, "Nora", "BENALI", _("Entrée dans les lieux : parcours terminé.")),
    Person("eric.moulin", MR, "Éric", "MOULIN", _("Quatre candidatures terminées, chacune avec son motif.")),
    Person(
        "lucie.caron", MRS, "Lucie", "CARON", _("Un logement refusé et une offre retirée par le bailleur.")
    ),
)
STAFF: tuple[Person, ...] = (
    Person("alix.admin", MRS, "Alix", "MARTEL", _("Administratrice : comptes, plafonds, messages.")),
    Person(
        "karim.benali",
        MR,
        "Karim",
        "BENALI",
        _("Conseiller, Paris et petite couronne."),
        ("agency", "paris"),
        MANAGER,
    ),
    Person(
        "nadia.roche", MRS, "Nadia", "ROCHE", _("Conseillère, même agence que Karim."), ("agency", "paris")
    ),
    Person(
        "paul.gautier",
        MR,
        "Paul",
        "GAUTIER",
        _("Conseiller, grande couronne."),
        ("agency", "couronne"),
        MANAGER,
    ),
    Person(
        "soizic.legoff",
        MRS,
        "Soizic",
        "LE GOFF",
        _("Conseillère, autres régions."),
        ("agency", "regions"),
        MANAGER,
    ),
)
ADMINISTRATOR = STAFF[0]
LANDLORDS: tuple[Person, ...] = (
    Person(
        "lise.morel",
        MRS,
        "Lise",
        "MOREL",
        _("Bailleur « Les Toits de Seine »."),
        ("landlord", "TS"),
        MANAGER,
    ),
    Person(
        "hugo.blanchet",
        MR,
        "Hugo",
        "BLANCHET",
        _("Bailleur « Foyers Mirabelle »."),
        ("landlord", "FM"),
        MANAGER,
    ),
    Person(
        "mael.kerdraon",
        MR,
        "Maël",
        "KERDRAON",
        _("Bailleur « Les Logis du Couchant »."),
        ("landlord", "LC"),
        MANAGER,
    ),
    Person(
        "ines.chabert",
        MRS,
        "Inès",
        "CHABERT",
        _("Bailleur « Habitat Garance »."),
        ("landlord", "HG"),
        MANAGER,
    ),
)
EMPLOYERS: tuple[Person, ...] = (
    Person(
        "emma.leroy",
        MRS,
        "Emma",
        "LEROY",
        _("Entreprise « Ateliers du Canal »."),
        ("employer", "canal"),
        MANAGER,
    ),
    Person(
        "bruno.favre",
        MR,
        "Bruno",
        "FAVRE",
        _("Entreprise « Transports Belleroche » : valide l'emploi de ses salariés."),
        ("employer", "belleroche"),
        MANAGER,
    ),
    Person(
        "gwenn.lebras",
        MRS,
        "Gwenn",
        "LE BRAS",
        _("Entreprise « Cliniques de l'Estuaire » : demande six mois d'ancienneté."),
        ("employer", "estuaire"),
        MANAGER,
    ),
    Person(
        "denis.pelletier",
        MR,
        "Denis",
        "PELLETIER",
        _("Entreprise « Pépinières Verdure »."),
        ("employer", "verdure"),
        MANAGER,
    ),
    Person(
        "leonie.arnaud",
        MRS,
        "Léonie",
        "ARNAUD",
        _("Entreprise « Le Fournil de Léonie »."),
        ("employer", "fournil"),
        MANAGER,
    ),
)


def _colleague(key: str, civility: str, names: str, kind: str, organisation: str) -> Person:
    first_name, _space, birth_name = names.partition(" ")
    shows = _("Membre d'une équipe : voit la liste, sans les boutons.")
    return Person(key, civility, first_name, birth_name, shows, (kind, organisation))


# Every team has a manager above and a member here.
MEMBERS: tuple[Person, ...] = (
    _colleague("axel.fournier", MR, "Axel FOURNIER", "agency", "couronne"),
    _colleague("lena.roux", MRS, "Léna ROUX", "agency", "regions"),
    _colleague("theo.masson", MR, "Théo MASSON", "landlord", "TS"),
    _colleague("maya.girard", MRS, "Maya GIRARD", "landlord", "FM"),
    _colleague("yann.guillou", MR, "Yann GUILLOU", "landlord", "LC"),
    _colleague("sofia.mercier", MRS, "Sofia MERCIER", "landlord", "HG"),
    _colleague("romain.barbier", MR, "Romain BARBIER", "employer", "canal"),
    _colleague("clara.vidal", MRS, "Clara VIDAL", "employer", "belleroche"),
    _colleague("ewen.morvan", MR, "Ewen MORVAN", "employer", "estuaire"),
    _colleague("alice.renaud", MRS, "Alice RENAUD", "employer", "verdure"),
    _colleague("jules.arnaud", MR, "Jules ARNAUD", "employer", "fournil"),
)
INVITED = "nina.faure@example.org"
GROUPS: tuple[tuple[str | Promise, tuple[Person, ...]], ...] = (
    (_("Demandeurs"), APPLICANTS),
    (_("Action Logement"), STAFF),
    (_("Bailleurs"), LANDLORDS),
    (_("Entreprises"), EMPLOYERS),
    (_("Membres des équipes"), MEMBERS),
)


def load_cast(organisations: Organisations) -> dict[str, User]:
    """Create whoever is missing; the users by their key."""
    people = [person for _label, group in GROUPS for person in group]
    accounts = [
        Account(
            person.email,
            person.civility,
            person.first_name,
            person.birth_name,
            phone=f"+336399801{position:02d}",  # a range kept for fiction
            is_staff=person in STAFF or person.place[0] == "agency",
            is_superuser=person is ADMINISTRATOR,
            newcomer=person.newcomer,
        )
        for position, person in enumerate(people)
    ]
    users = create_accounts(accounts, PASSWORD)
    places: dict[str, Mapping[str, Any]] = {
        "agency": organisations.agencies,
        "landlord": organisations.landlords,
        "employer": organisations.companies,
    }
    for person in people:
        kind, key = person.place
        if kind:
            Membership.objects.get_or_create(
                user=users[person.email], defaults={kind: places[kind][key], "role": person.role}
            )
        if person not in APPLICANTS:
            add_totp(users[person.email], new_secret())
    _invite_somebody(users[LANDLORDS[0].email], organisations.landlords["TS"])
    return {person.key: users[person.email] for person in people}


def _invite_somebody(manager: User, landlord: Landlord) -> None:
    """An invitation that waits; its letter goes when its manager presses « Renvoyer »."""
    Invitation.objects.get_or_create(
        email=INVITED,
        landlord=landlord,
        defaults={"invited_by": manager, "first_name": "Nina", "birth_name": "FAURE"},
    )


def printed() -> str:
    """The people `make run` introduces, one of each kind; in English, as all it says to a terminal."""
    chosen = (
        ("applicant", APPLICANTS[7]),
        ("consultant", STAFF[1]),
        ("landlord", LANDLORDS[0]),
        ("employer", EMPLOYERS[0]),
        ("administrator", ADMINISTRATOR),
    )
    lines = [f"  {label:<16}{person.email}" for label, person in chosen]
    return "\n".join(
        [f"Password of all: {PASSWORD}", *lines, "  Unique number to import: 1110520020171G1175"]
    )
