"""How long what is kept: one list, from which the nightly purge and the public page are both drawn.

The figures are settings (RETENTION in alin/settings.py, each with its environment variable);
docs/retention.md has the legal sources.
"""

import datetime
from dataclasses import dataclass

from django.conf import settings
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alin.dates import PARIS, add_months

WARNED_DAYS = 30  # people are told this long before their account or their demande goes


@dataclass(frozen=True)
class Period:
    """A number of days or of months."""

    number: int
    unit: str

    def last_day(self, now: datetime.datetime) -> datetime.date:
        """What ended on this day, in Paris, or earlier has reached its period."""
        today = timezone.localdate(now, PARIS)
        if self.unit == "months":
            return add_months(today, -self.number)
        return today - datetime.timedelta(days=self.number)

    def cutoff(self, now: datetime.datetime) -> datetime.datetime:
        """What is stamped before this moment has reached its period on this day, in Paris.

        The period counts whole days: what happened on 1 March and is kept 30 days goes in the night of the
        31st, whatever the hour.
        """
        following = self.last_day(now) + datetime.timedelta(days=1)
        return datetime.datetime.combine(following, datetime.time(), tzinfo=PARIS)

    def after(self, day: datetime.date) -> datetime.date:
        """The day on which what happened on `day` has reached its period."""
        if self.unit == "months":
            return add_months(day, self.number)
        return day + datetime.timedelta(days=self.number)

    def __str__(self) -> str:
        """« 2 ans », « 18 mois », « 30 jours », in the language of the moment."""
        if self.unit == "days":
            return ngettext("%(count)d jour", "%(count)d jours", self.number) % {"count": self.number}
        years, months = divmod(self.number, 12)
        if months:
            return ngettext("%(count)d mois", "%(count)d mois", self.number) % {"count": self.number}
        return ngettext("%(count)d an", "%(count)d ans", years) % {"count": years}


def period(name: str) -> Period:
    """The period of that name in the settings."""
    return Period(*settings.RETENTION[name])


@dataclass(frozen=True)
class Rule:
    """A line of the table people read: what, how long, counted from when, and why."""

    name: str
    what: str | Promise
    since: str | Promise
    why: str | Promise

    @property
    def period(self) -> Period:
        """How long."""
        return period(self.name)


RULES = (
    Rule(
        "never_activated",
        _("Compte jamais activé"),
        _("après sa création"),
        _("Sans mot de passe choisi, le compte ne sert à personne."),
    ),
    Rule(
        "inactive_account",
        _("Compte sans demande valide"),
        _("après votre dernière connexion"),
        _("Nous vous prévenons un mois avant. Une connexion suffit à le garder."),
    ),
    Rule(
        "former_staff",
        _("Compte d'un ancien membre d'une organisation"),
        _("après son départ"),
        _("Le temps de savoir qui a fait quoi sur les dossiers."),
    ),
    Rule(
        "ended_demande",
        _("Demande expirée ou radiée"),
        _("après l'expiration ou la radiation"),
        _("Décret n° 2017-917 du 9 mai 2017, article 4. Nous vous prévenons un mois avant."),
    ),
    Rule(
        "ended_candidature",
        _("Candidature terminée"),
        _("après sa fin"),
        _("Le temps de répondre à vos questions et à un recours."),
    ),
    Rule(
        "kept_decision",
        _("Décision du bailleur, sans votre nom"),
        _("après la fin de la candidature"),
        _("Contrôle des attributions et recours (article 2224 du code civil)."),
    ),
    Rule(
        "look",
        _("Consultations de votre dossier"),
        _("après chaque consultation"),
        _("Vous permettre de savoir qui a lu votre dossier."),
    ),
    Rule(
        "security_code",
        _("Trace des codes de sécurité, sans le code"),
        _("après l'expiration du code"),
        _("Limiter les essais et répondre à vos questions."),
    ),
    Rule(
        "number_entry",
        _("Empreinte des numéros uniques saisis"),
        _("après leur saisie"),
        _("Limiter le nombre de numéros essayés."),
    ),
    Rule(
        "spent_code",
        _("Décompte des codes d'un compte ou d'une demande supprimés"),
        _("après la création du code"),
        _("Limiter les essais sur un même numéro unique."),
    ),
    Rule(
        "announcement",
        _("Offres annoncées par vos alertes"),
        _("après leur annonce"),
        _("Ne jamais vous annoncer deux fois la même offre."),
    ),
    Rule(
        "favourite",
        _("Offre close gardée en favori"),
        _("après la date limite de l'offre"),
        _("Vous laisser la retrouver quelque temps."),
    ),
    Rule(
        "message",
        _("Mails et SMS que nous vous envoyons"),
        _("après leur envoi"),
        _("Retrouver ce qui vous a été écrit."),
    ),
    Rule(
        "farewell",
        _("Dernier mail à un compte supprimé"),
        _("après son envoi"),
        _("Le temps de le remettre à votre messagerie."),
    ),
    Rule(
        "archive",
        _("Archive de vos données"),
        _("après sa préparation"),
        _("Le temps de la télécharger."),
    ),
    Rule(
        "invitation",
        _("Invitation à rejoindre une organisation"),
        _("après sa fin"),
        _("Savoir qui a été invité, et par qui."),
    ),
    Rule(
        "help_request",
        _("Demande d'aide"),
        _("après notre réponse"),
        _("Suivre la question si elle revient."),
    ),
    Rule(
        "session",
        _("Connexion ouverte sur un appareil"),
        _("après la connexion, ou à la fermeture du navigateur"),
        _("Vous garder connecté."),
    ),
)
