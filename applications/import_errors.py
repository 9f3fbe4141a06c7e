"""Why a number, a code, an update or a deletion is refused; each error carries its message for the person.

A message says what happened and what to do. It never says whose account holds a number.
"""

from typing import Any, ClassVar

from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from applications.errors import ApplicationError, Sentence
from applications.registry.labels import strike_off_reason


class ImportRefused(ApplicationError):
    """Base of all refusals. `code` names the case for templates and tests."""

    code: ClassVar[str] = "refused"
    sentence: ClassVar[Sentence] = ""

    def __init__(self, **details: Any) -> None:
        super().__init__(str(self.sentence) % details)


class NumberMalformed(ImportRefused):
    """Not 15 to 18 letters and digits."""

    code = "number_malformed"
    sentence = _(
        "Ce numéro n'a pas la bonne forme. Un numéro unique compte 18 chiffres et lettres, par exemple "
        "1110520020171G1175. Recopiez-le depuis votre attestation d'enregistrement."
    )


class NumberUnknown(ImportRefused):
    """The registry knows no such number."""

    code = "number_unknown"
    sentence = _(
        "Aucune demande ne porte ce numéro unique. Vérifiez chaque caractère sur votre attestation "
        "d'enregistrement, puis saisissez-le de nouveau."
    )


class NumberStruckOff(ImportRefused):
    """The demande was struck off; the registry's reason is told in words."""

    code = "number_struck_off"
    sentence = _(
        "Cette demande a été radiée. Motif : %(reason)s. Déposez une nouvelle demande sur votre site "
        "d'enregistrement, puis saisissez ici votre nouveau numéro unique."
    )

    def __init__(self, reason: str = "") -> None:
        super().__init__(reason=strike_off_reason(reason))
        self.reason = reason


class NumberGone(ImportRefused):
    """An update found that the registry no longer knows the number."""

    code = "number_gone"
    sentence = _(
        "Le site d'enregistrement ne connaît plus votre numéro unique. Vos informations d'avant restent ici. "
        "Vérifiez votre demande sur votre site d'enregistrement, ou appelez-nous au 0970 800 800."
    )


class AlreadyImportedHere(ImportRefused):
    """This account holds the number already."""

    code = "already_imported_here"
    sentence = _(
        "Cette demande est déjà importée dans votre compte. Vous la retrouvez dans « Ma situation »."
    )


class AnotherApplicationHere(ImportRefused):
    """This account holds another number."""

    code = "another_application_here"
    sentence = _(
        "Votre compte contient déjà une demande, avec un autre numéro unique. Pour en importer une autre, "
        "supprimez d'abord la première."
    )


class AlreadyImportedElsewhere(ImportRefused):
    """Another account holds the number; whose is not told."""

    code = "already_imported_elsewhere"
    sentence = _(
        "Cette demande est déjà rattachée à un autre compte AL'in. Connectez-vous avec le compte que vous "
        "aviez créé. Si vous ne l'avez pas fait vous-même, appelez-nous au 0970 800 800."
    )


class RegistryDown(ImportRefused):
    """The registry did not answer, or not in a usable way."""

    code = "registry_down"
    sentence = _(
        "Le site d'enregistrement ne répond pas pour le moment. Rien n'est perdu : réessayez dans quelques "
        "minutes."
    )


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


class NumberNotConfirmed(ImportRefused):
    """An old demande: its number must be confirmed before the first update (R4.3)."""

    code = "number_not_confirmed"
    sentence = _(
        "Votre demande a été créée avant le 20/04/2021. Confirmez une fois votre numéro unique avec un code "
        "de sécurité."
    )


class IdentityMismatch(ImportRefused):
    """Last name, first name or birth date are no longer those imported (R4.4)."""

    code = "identity_mismatch"
    sentence = _(
        "Le nom, le prénom ou la date de naissance ne correspondent plus à ceux de votre numéro unique. "
        "Rien n'a été mis à jour. Supprimez votre demande sur AL'in, puis importez-la de nouveau."
    )


class DeletionRefused(ImportRefused):
    """Something that hangs on the application does not let it go; `reason` is its sentence."""

    code = "deletion_refused"
    sentence = "%(reason)s"
