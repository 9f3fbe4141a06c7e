"""Why a security code is not sent, or refused (R3.4); each error carries its message for the person."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.errors import ApplicationError
from applications.import_errors import ImportRefused


class TooManySends(ImportRefused):
    """This code was mailed as often as allowed; it stays good."""

    code = "too_many_sends"
    sentence = _(
        "Ce code a déjà été envoyé %(sends)s fois. Cherchez le dernier message reçu, y compris dans vos "
        "courriers indésirables : le code reste valable."
    )


class TooManySendsToday(ImportRefused):
    """This account or this number had its codes for the day."""

    code = "too_many_sends_today"
    sentence = _(
        "Trop de codes ont été demandés en 24 heures. Réessayez demain, ou appelez-nous au 0970 800 800."
    )


class TooManyTriesToday(ImportRefused):
    """This account or this number had its wrong tries for the day, over all its codes."""

    code = "too_many_tries_today"
    sentence = _(
        "Trop de codes faux ont été saisis en 24 heures. Réessayez demain, ou appelez-nous au 0970 800 800."
    )


class CodeAmbiguous(ImportRefused):
    """Two different codes in what was pasted; this costs no try."""

    code = "code_ambiguous"
    sentence = _("Nous lisons plusieurs codes différents. Saisissez seulement celui du dernier message reçu.")


class MailboxChanged(ImportRefused):
    """The right code, but the demande has another mailbox at the registry since: it proves nothing now."""

    code = "mailbox_changed"
    sentence = _(
        "L'adresse e-mail de cette demande a changé sur votre site d'enregistrement. Ce code ne peut plus "
        "servir : demandez-en un nouveau, il ira à la nouvelle adresse."
    )


class CodeMalformed(ImportRefused):
    """Not six digits; this costs no try."""

    code = "code_malformed"
    sentence = _("Le code de sécurité compte six chiffres, par exemple 123 456.")


class CodeWrong(ImportRefused):
    """Six digits, but not these."""

    code = "code_wrong"

    def __init__(self, tries_left: int) -> None:
        ApplicationError.__init__(
            self,
            ngettext(
                "Ce code n'est pas le bon. Vérifiez le dernier message reçu. Il vous reste %(count)s essai.",
                "Ce code n'est pas le bon. Vérifiez le dernier message reçu. Il vous reste %(count)s essais.",
                tries_left,
            )
            % {"count": tries_left},
        )


class CodeBurnt(ImportRefused):
    """Too many wrong tries."""

    code = "code_burnt"
    sentence = _("Ce code ne peut plus servir : cinq essais étaient faux. Demandez un nouveau code.")


class CodeExpired(ImportRefused):
    """Older than its life."""

    code = "code_expired"
    sentence = _("Ce code a plus de 24 heures et ne peut plus servir. Demandez un nouveau code.")


class CodeAlreadyUsed(ImportRefused):
    """Good once only."""

    code = "code_used"
    sentence = _("Ce code a déjà servi. Demandez un nouveau code.")


class CodeMissing(ImportRefused):
    """None was ever sent for this account and number."""

    code = "code_missing"
    sentence = _("Aucun code n'a été envoyé pour ce numéro. Saisissez de nouveau votre numéro unique.")
