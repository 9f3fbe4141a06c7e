"""What a person reads before « Je postule »: on the offer's page in short, on the confirmation in full."""

from dataclasses import dataclass, field

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from applications.models import HousingApplication
from applications.progress import Obstacle
from candidatures.applying import active_candidature, obstacles_among
from candidatures.models import Candidature
from candidatures.notices import home_of
from candidatures.ranking import candidatures_so_far, estimated_standing
from offers.models import Offer
from offers.rules import Verdict, verdicts

# Obstacles that are told by the page in their own way.
OTHER_CANDIDATURE = "active"
ALREADY_HERE = "already_here"


@dataclass(frozen=True)
class ApplyPage:
    """Everything shown before applying; `application` is None for a person without a file."""

    offer: Offer
    application: HousingApplication | None
    obstacles: list[Obstacle]
    competitors: int
    verdicts: list[Verdict] = field(default_factory=list)
    rank: int | None = None
    active: Candidature | None = None

    @property
    def blocking(self) -> list[Obstacle]:
        """What the person cannot get over on this page."""
        own = (OTHER_CANDIDATURE, ALREADY_HERE)
        return [obstacle for obstacle in self.obstacles if obstacle.code not in own]

    @property
    def already_here(self) -> bool:
        """Is there a candidature on this very offer?"""
        return any(obstacle.code == ALREADY_HERE for obstacle in self.obstacles)

    @property
    def replaces(self) -> Candidature | None:
        """The candidature that applying here would cancel."""
        return self.active if any(o.code == OTHER_CANDIDATURE for o in self.obstacles) else None

    @property
    def replaced_home(self) -> str:
        """Its home, as the tracker names it."""
        return home_of(self.replaces.offer) if self.replaces else ""

    @property
    def may_apply(self) -> bool:
        """Nothing in the way?"""
        return not self.obstacles

    @property
    def home(self) -> str:
        """« T2 | Paris (75) | 703 € »."""
        return home_of(self.offer)


def apply_page(
    application: HousingApplication | None, offer: Offer, given: list[Verdict] | None = None
) -> ApplyPage:
    """Gather it; `given` are the rules' verdicts when the caller has them already."""
    if application is None:
        missing = Obstacle(
            "no_application",
            _("Importez d'abord votre demande de logement social avec votre numéro unique."),
            _("Importer ma demande"),
            reverse("applications:number"),
        )
        return ApplyPage(offer, None, [missing], candidatures_so_far(offer))
    found = given if given is not None else verdicts(application, offer)
    active = active_candidature(application)
    reasons = obstacles_among(application, offer, found, active)
    could_apply = all(reason.code == OTHER_CANDIDATURE for reason in reasons)
    standing = estimated_standing(application, offer) if could_apply else None
    return ApplyPage(
        offer=offer,
        application=application,
        obstacles=reasons,
        competitors=standing.competitors if standing else candidatures_so_far(offer),
        verdicts=found,
        rank=standing.rank if standing else None,
        active=active,
    )
