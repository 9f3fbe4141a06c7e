"""Why a number, an update or a deletion is refused; each error carries its message for the person.

A code's refusals are in code_errors.py. A message says what happened and what to do. It never says whose
account holds a number.
"""

import math
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


class NumberAmbiguous(ImportRefused):
    """Two different numbers in what was pasted."""

    code = "number_ambiguous"
    sentence = _(
        "Nous lisons plusieurs numéros différents. Saisissez un seul numéro unique, par exemple "
        "1110520020171G1175."
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


class MailboxUnreadable(ImportRefused):
    """The registry has no e-mail address with the demande, or not one that a mail could be sent to."""

    code = "mailbox_unreadable"
    sentence = _(
        "Votre site d'enregistrement n'a pas d'adresse e-mail utilisable pour cette demande. Ajoutez ou "
        "corrigez votre adresse sur ce site. Ensuite, saisissez de nouveau votre numéro unique ici."
    )


class TooManyNumbersToday(ImportRefused):
    """This account asked for as many different numbers as a person could need in a day."""

    code = "too_many_numbers_today"
    sentence = _(
        "Vous avez saisi trop de numéros différents en 24 heures. Réessayez demain avec le numéro de votre "
        "attestation, ou appelez-nous au 0970 800 800."
    )


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
        "aviez créé. Si vous ne l'avez pas fait vous-même, demandez-nous de l'aide."
    )


class RegistryDown(ImportRefused):
    """The registry did not answer, or not in a usable way."""

    code = "registry_down"
    sentence = _(
        "Le site d'enregistrement ne répond pas pour le moment. Rien n'est perdu : réessayez dans quelques "
        "minutes."
    )

    def __init__(self, retry_after: int | None = None) -> None:
        """`retry_after`: seconds, as the registry asks; None where nobody knows."""
        super().__init__()
        self.retry_after = retry_after
        if retry_after:
            minutes = math.ceil(retry_after / 60)
            self.message = ngettext(
                "Le site d'enregistrement ne répond pas pour le moment. Rien n'est perdu : réessayez dans "
                "%(count)s minute.",
                "Le site d'enregistrement ne répond pas pour le moment. Rien n'est perdu : réessayez dans "
                "%(count)s minutes.",
                minutes,
            ) % {"count": minutes}


class NumberNotConfirmed(ImportRefused):
    """An old demande: its number must be confirmed before the first update (R4.3)."""

    code = "number_not_confirmed"
    sentence = _(
        "Votre demande a été créée avant le 20/04/2021. Confirmez une fois votre numéro unique avec un code "
        "de sécurité."
    )


class FileGone(ImportRefused):
    """The file was deleted meanwhile, in another tab or on another device."""

    code = "file_gone"
    sentence = _("Cette demande n'est plus dans votre compte AL'in. Vous pouvez l'importer de nouveau.")


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
