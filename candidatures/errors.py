"""How the candidatures' acts say no: each error carries the sentence its reader sees."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class CandidatureError(Exception):
    """An act was refused; `message` is the translated sentence for the person who tried."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class StaleState(CandidatureError):
    """The candidature is no longer where the page showed it: somebody was faster."""


class NotAllowed(CandidatureError):
    """This person may not do this act, or not on this candidature."""

    def __init__(self, message: str | Promise = "") -> None:
        super().__init__(message or _("Vous n'avez pas le droit de faire cela sur cette candidature."))


class MissingData(CandidatureError):
    """A needed value is missing or wrong; `field` names it, for the form that asked."""

    def __init__(self, field: str, message: str | Promise = "") -> None:
        super().__init__(message or _("Ce champ est obligatoire."))
        self.field = field


class DwellingTaken(StaleState):
    """Somebody already holds the dwelling: one allocation per dwelling (article R441-10 CCH)."""

    def __init__(self) -> None:
        super().__init__(
            _("Ce logement est déjà attribué à un autre candidat. Enregistrez d'abord son refus.")
        )


class RankTaken(MissingData):
    """Two candidates of one dwelling cannot have the same rank."""

    def __init__(self) -> None:
        super().__init__("outcome_rank", _("Ce rang est déjà donné à un autre candidat de cette offre."))
