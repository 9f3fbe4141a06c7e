"""Does a household that needs an adapted home find one, as a verdict; offers/matching.py says it in SQL.

The need is the one declared in the demande (« Logement adapté aux personnes à mobilité réduite »). An adapted
home stays open to everybody: nothing in R1 keeps it for those who need it.
"""

from django.utils.translation import gettext as _

from applications.models import HousingApplication
from offers.models import Offer
from offers.verdicts import Rule, Status, Verdict


def accessibility_verdict(application: HousingApplication, offer: Offer) -> Verdict | None:
    """For a file that asks for an adapted home; None where the rule does not concern the file."""
    if not application.needs_accessible:
        return None
    if offer.is_accessible:
        return Verdict(
            Rule.ACCESSIBILITY,
            Status.OK,
            _("Logement adapté aux personnes à mobilité réduite, comme vous le demandez"),
            office_sentence=_("Logement adapté aux personnes à mobilité réduite, comme demandé"),
        )
    return Verdict(
        Rule.ACCESSIBILITY,
        Status.NO,
        _("Logement non adapté aux personnes à mobilité réduite, or vous le demandez"),
        advice=_(
            "Si un logement non adapté vous convient, modifiez ce souhait sur votre site d'enregistrement."
        ),
        office_sentence=_("Logement non adapté aux personnes à mobilité réduite, or le foyer le demande"),
    )
