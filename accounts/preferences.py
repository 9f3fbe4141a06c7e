"""Which messages a person gets, by category (R7.1): what concerns their own affairs cannot be turned off."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from alin.outbox.models import Message

Category = Message.Category


@dataclass(frozen=True)
class Kind:
    """A category as people read it; `why` is why it always comes, empty for what may be turned off."""

    category: str
    label: str | Promise
    what: str | Promise
    why: str | Promise = ""


KINDS = (
    Kind(
        Category.ACCOUNT,
        _("Votre compte"),
        _("Accès, mot de passe, sécurité, données personnelles."),
        _("Toujours envoyés : ils protègent votre compte."),
    ),
    Kind(
        Category.APPLICATION,
        _("Votre demande"),
        _("Import, mises à jour, pièces, fin de validité."),
        _("Toujours envoyés : sans eux, votre demande pourrait expirer."),
    ),
    Kind(
        Category.CANDIDATURE,
        _("Vos candidatures"),
        _("Décisions, visites, commission, réponses à donner à temps."),
        _("Toujours envoyés : certaines réponses ont une date limite."),
    ),
    Kind(
        Category.OFFERS,
        _("Les offres"),
        _("Vos alertes, et le rappel de vos favoris qui ferment bientôt."),
    ),
)


def want_offers(user: User, *, wanted: bool) -> None:
    """Turn mails about offers on or off; off also drops those that wait."""
    User.objects.get_queryset().filter(pk=user.pk).update(offer_mails_wanted=wanted)
    user.offer_mails_wanted = wanted
    if not wanted:
        own = Message.objects.filter(user=user, category=Category.OFFERS)
        own.forget_waiting("Mails about offers were turned off")
