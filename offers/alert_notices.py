"""Letters about offers: an alert's, at once or in the morning, and the reminder of favourites that close.

Subjects name no place and no sum: they show on locked screens.
"""

from collections.abc import Iterable

from django.conf import settings
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.models import User
from alin.formats import days_left, euros, long_date
from alin.outbox.letters import Copy, Letter, LetterCard, language_of, mark, post_copies, post_mail
from alin.outbox.models import Message
from offers.models import Alert, Offer
from offers.stop_links import MARK, alert_token, favourites_token, marked_path, stop_path

NAME = "NAME"
OFFERS = Message.Category.OFFERS


def card_of(offer: Offer) -> LetterCard:
    """An offer as a mail shows it, without a photo: rent, typology, m², commune, deadline, link."""
    title = _("%(typology)s de %(surface)s m² à %(commune)s") % {
        "typology": offer.get_typology_display(),
        "surface": offer.surface,
        "commune": f"{offer.commune.name} ({offer.postal_code})",
    }
    price = _("%(rent)s par mois, charges comprises") % {"rent": euros(offer.rent_with_charges)}
    limit = _("Date limite de candidature : %(day)s (%(left)s)") % {
        "day": long_date(offer.deadline),
        "left": days_left(offer.deadline),
    }
    return LetterCard(title, offer.get_absolute_url(), price, [limit])


def offer_announced(offer: Offer, alerts: Iterable[Alert]) -> int:
    """One offer to the owners of alerts that want to know at once; the letter is drawn once per language."""
    by_language: dict[str, list[Alert]] = {}
    for alert in alerts:
        by_language.setdefault(alert.user.language, []).append(alert)
    written = 0
    for readers in by_language.values():
        with language_of(readers[0].user):
            letter = Letter(
                subject=_("Action Logement Services : une offre correspond à votre alerte"),
                title=_("Une offre correspond à votre alerte"),
                paragraphs=[_("Votre alerte : « %(name)s ».") % {"name": mark(NAME)}],
                cards=[card_of(offer)],
                button=(_("Voir l'offre"), offer.get_absolute_url()),
                afterword=_why(),
                stop=(_("Arrêter cette alerte"), marked_path()),
            )
            copies = [
                Copy(
                    f"offer-alert:{alert.pk}:{offer.pk}",
                    alert.user,
                    # The name last: what a person typed is never searched for marks.
                    {MARK: alert_token(alert.pk), NAME: alert.name},
                )
                for alert in readers
            ]
            written += post_copies(letter, copies, category=OFFERS)
    return written


def digest(alert: Alert, offers: list[Offer], last: int) -> None:
    """The morning's mail of one alert; `last` is its newest announcement, which makes the key unique."""
    shown = offers[: settings.ALERT_OFFERS_PER_MAIL]
    with language_of(alert.user):
        count = len(offers)
        said = ngettext(
            "%(count)s nouvelle offre correspond à votre alerte « %(name)s ».",
            "%(count)s nouvelles offres correspondent à votre alerte « %(name)s ».",
            count,
        )
        paragraphs = [said % {"count": count, "name": alert.name}]
        if count > len(shown):
            paragraphs.append(_("Voici celles qui ferment le plus tôt. Les autres sont sur le site."))
        letter = Letter(
            subject=_("Action Logement Services : vos nouvelles offres du jour"),
            title=_("Vos nouvelles offres du jour"),
            paragraphs=paragraphs,
            cards=[card_of(offer) for offer in shown],
            button=(_("Voir toutes les offres de cette recherche"), alert.search_url),
            afterword=_why(),
            stop=(_("Arrêter cette alerte"), stop_path(alert_token(alert.pk))),
        )
        post_mail(letter, key=f"offer-digest:{alert.pk}:{last}", category=OFFERS, user=alert.user)


def favourites_close_soon(user: User, offers: list[Offer], last: int) -> None:
    """Favourites whose last days have come; `last` is the newest favourite among them."""
    with language_of(user):
        letter = Letter(
            subject=_("Action Logement Services : vos favoris ferment bientôt"),
            title=_("Vos favoris ferment bientôt"),
            paragraphs=[
                ngettext(
                    "%(count)s offre de vos favoris reçoit ses dernières candidatures.",
                    "%(count)s offres de vos favoris reçoivent leurs dernières candidatures.",
                    len(offers),
                )
                % {"count": len(offers)}
            ],
            cards=[card_of(offer) for offer in offers],
            button=(_("Voir mes favoris"), reverse("offers:favourites")),
            stop=(_("Ne plus recevoir de mails sur les offres"), stop_path(favourites_token(user.pk))),
        )
        post_mail(letter, key=f"favourites-closing:{user.pk}:{last}", category=OFFERS, user=user)


def _why() -> str:
    return _(
        "Vous recevez ce mail parce que vous avez créé une alerte. "
        "Vous pouvez la changer dans « Mes alertes », sur le site."
    )
