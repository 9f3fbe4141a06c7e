"""How the acts on invitations and teams say no: each error carries the sentence its reader sees."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class TeamError(Exception):
    """An act was refused; `message` is the translated sentence for the person who tried."""

    def __init__(self, message: str | Promise) -> None:
        super().__init__(message)
        self.message = message


class NotManager(TeamError):
    """Only a manager of the organisation, or an administrator, may do this; rights may have changed since."""

    def __init__(self) -> None:
        super().__init__(_("Seuls les responsables de l'équipe peuvent faire cela."))


class LastManager(TeamError):
    """An organisation keeps somebody who can invite and remove."""

    def __init__(self) -> None:
        super().__init__(_("C'est le dernier responsable de l'équipe. Nommez d'abord un autre responsable."))


class AlreadyThere(TeamError):
    """The address belongs to a member already, or an invitation waits there; `field` is the form's."""

    field = "email"


class NotWaiting(TeamError):
    """The invitation was accepted or withdrawn meanwhile."""

    def __init__(self) -> None:
        super().__init__(_("Cette invitation n'attend plus : elle a été acceptée ou retirée."))


class CannotAccept(TeamError):
    """The link is no longer good, or the address already has an account that cannot take this place."""
