"""What an update means for its holder (R4.2): what to do again, and what is different from now on."""

import datetime
from dataclasses import asdict

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alin.formats import euros, long_date
from applications.documents import required_documents, unticked
from applications.models import HousingApplication
from applications.signals import Consequence, application_updated

EMPLOYMENT, DOCUMENTS = "employment", "documents"
NAMED = 3  # documents named in the sentence; the page of the documents has them all


def consequences(
    before: HousingApplication, after: HousingApplication, today: datetime.date
) -> list[dict[str, str]]:
    """In words of the language of the moment: first what waits for the holder, then what to know.

    `before` is the file as it stood, with the employment it had. Nothing is written.
    """
    found = [*_work(before, after), *_documents(before, after, today), *_above(before, after)]
    found += [*_validity(before, after, today), *_figures(before, after), *_wishes(before, after)]
    return [asdict(one) for one in found]


def settled(application: HousingApplication, today: datetime.date) -> set[str]:
    """The codes of what was asked by an update and is done by now."""
    found = {EMPLOYMENT} if application.confirmed_employment else set()
    return found if unticked(application, today) else found | {DOCUMENTS}


def _work(before: HousingApplication, after: HousingApplication) -> list[Consequence]:
    former, present = before.confirmed_employment, after.confirmed_employment
    if former is None:
        return []
    if present is None:
        sentence = _(
            "Votre situation professionnelle a changé : validez de nouveau votre entreprise. "
            "En attendant, aucune entreprise ne voit votre demande."
        )
        url = reverse("applications:employment")
        return [Consequence(sentence, _("Valider mon entreprise"), url, code=EMPLOYMENT)]
    if present.siret != former.siret:
        return [Consequence(_("Votre entreprise reste la même : nous avons suivi son nouveau numéro SIRET."))]
    return []


def _documents(
    before: HousingApplication, after: HousingApplication, today: datetime.date
) -> list[Consequence]:
    """Only for a file already submitted: until then all its documents are still to be confirmed."""
    if after.submitted_at is None:
        return []
    former = {line.key for line in required_documents(before.demande, today)}
    new = [line.label for line in unticked(after, today) if line.key not in former]
    if not new:
        return []
    sentence = ngettext(
        "Une nouvelle pièce est à confirmer avant de postuler : %(names)s.",
        "%(count)d nouvelles pièces sont à confirmer avant de postuler : %(names)s.",
        len(new),
    ) % {"count": len(new), "names": _few(new)}
    url = reverse("applications:documents")
    return [Consequence(sentence, _("Confirmer mes pièces"), url, code=DOCUMENTS)]


def _few(names: list[str]) -> str:
    shown = " ; ".join(names[:NAMED])
    return f"{shown} ; …" if len(names) > NAMED else shown


def _above(before: HousingApplication, after: HousingApplication) -> list[Consequence]:
    """What the floors above have to say, such as an offer that no longer fits."""
    found: list[Consequence] = []
    for _receiver, answer in application_updated.send(
        sender=HousingApplication, before=before, application=after
    ):
        found += [answer] if isinstance(answer, Consequence) else []
    return found


def _validity(
    before: HousingApplication, after: HousingApplication, today: datetime.date
) -> list[Consequence]:
    found = []
    if after.expires_on != before.expires_on:
        words = (
            _("Votre demande n'est plus valable depuis le %(day)s.")
            if after.is_expired(today)
            else _("Votre demande est maintenant valable jusqu'au %(day)s.")
        )
        found.append(Consequence(words % {"day": long_date(after.expires_on)}))
    if after.filed_on != before.filed_on:
        words = _("L'ancienneté de votre demande compte maintenant à partir du %(day)s.")
        found.append(Consequence(words % {"day": long_date(after.filed_on)}))
    return found


def _figures(before: HousingApplication, after: HousingApplication) -> list[Consequence]:
    found = []
    if after.income_category != before.income_category:
        words = _(
            "Votre catégorie de ménage passe de %(before)d à %(after)d : d'autres plafonds de ressources "
            "s'appliquent."
        )
        found.append(Consequence(words % {"before": before.income_category, "after": after.income_category}))
    if after.counted_income != before.counted_income:
        words = _("Le revenu comparé aux plafonds est maintenant : %(amount)s.")
        known = euros(after.counted_income) if after.counted_income is not None else _("inconnu")
        found.append(Consequence(words % {"amount": known}))
    if after.is_priority != before.is_priority:
        words = (
            _("Votre demande est maintenant prioritaire.")
            if after.is_priority
            else _("Votre demande n'est plus prioritaire.")
        )
        found.append(Consequence(words))
    return found


def _wishes(before: HousingApplication, after: HousingApplication) -> list[Consequence]:
    if set(before.demande.wishes.communes) == set(after.demande.wishes.communes):
        return []
    sentence = _("Les offres proposées suivent vos nouvelles communes.")
    return [Consequence(sentence, _("Voir les offres"), reverse("offers:search"))]
