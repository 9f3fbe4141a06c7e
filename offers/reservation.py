"""Whom an offer is kept for, as a verdict (R5.8); offers/matching.py says the same in SQL."""

from django.utils.translation import gettext as _

from alin.dates import local_today
from alin.formats import long_date
from applications.company_support import counts_from, has_seniority, supporting_employer
from applications.models import Employment, HousingApplication
from offers.models import Offer
from offers.verdicts import Rule, Status, Verdict

Validation = Employment.Validation


def reservation_verdict(application: HousingApplication, offer: Offer) -> Verdict:
    """Is the offer open to all, or is the household among those it is kept for?"""
    if offer.reserved_for_id is None and not offer.reserved_for_priority:
        return Verdict(Rule.RESERVATION, Status.OK, _("Offre ouverte à tous les demandeurs"))
    today = local_today()
    if offer.reserved_for is not None and supporting_employer(application, today) != offer.reserved_for_id:
        return Verdict(
            Rule.RESERVATION,
            Status.NO,
            _("Offre réservée aux salariés d'une entreprise"),
            advice=_way_in(application, offer),
        )
    if offer.reserved_for_priority and not application.is_priority:
        return Verdict(
            Rule.RESERVATION,
            Status.NO,
            _("Offre réservée aux situations prioritaires"),
            advice=_(
                "Si votre situation devient prioritaire, faites-le noter sur votre site d'enregistrement."
            ),
            own_source=_priority_source(),
        )
    if offer.reserved_for is not None:
        employer = {"employer": offer.reserved_for.name}
        sentence = _("Offre réservée aux salariés de %(employer)s, dont vous faites partie") % employer
        office = _("Offre réservée aux salariés de %(employer)s, dont le demandeur") % employer
    else:
        sentence = _("Offre réservée aux situations prioritaires, comme la vôtre")
        office = _("Offre réservée aux situations prioritaires, dont celle du demandeur")
    source = _priority_source() if offer.reserved_for is None else ""
    return Verdict(Rule.RESERVATION, Status.OK, sentence, office_sentence=office, own_source=source)


def _priority_source() -> str:
    return _("article L313-26-2 du code de la construction et de l'habitation")


def _way_in(application: HousingApplication, offer: Offer) -> str:
    """What would open the offer: the right company, its validation, or time."""
    employment = application.confirmed_employment
    if employment is None or employment.employer_id != offer.reserved_for_id:
        return _("Si vous y travaillez, complétez votre employeur dans votre demande.")
    if employment.validation == Validation.WAITING:
        return _("Votre entreprise doit d'abord valider votre emploi : suivez-le dans « Ma situation ».")
    if employment.validation == Validation.REFUSED:
        return _("Votre entreprise n'a pas validé votre emploi : voyez pourquoi dans « Ma situation ».")
    first = counts_from(employment)
    if first is None or has_seniority(employment, local_today()):
        return _("Indiquez votre date d'entrée dans l'entreprise, dans votre demande.")
    return _("Votre ancienneté suffira à partir du %(day)s.") % {"day": long_date(first)}
