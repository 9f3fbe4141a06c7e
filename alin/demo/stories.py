"""What happened to whom: the cast's candidatures in every state, and their rivals'."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from accounts.models import User
from alin.dates import local_today
from alin.demo.lives import Actors, Step, at, replay
from applications.models import HousingApplication
from candidatures.models import Act, Candidature, HistoryEntry, Outcome, RefusalReason, State
from candidatures.scoring import score
from offers.income_limits import IncomeLimits
from offers.matching import fitting, wished
from offers.models import Offer

HELD = (State.ALLOCATED, State.LEASE_SIGNED, State.MOVED_IN)
OPEN_STATES = (State.APPLIED, State.APPROVED)
VISIT_PLACE = "Hall de la résidence, interphone Gardien"


def begun(days: float) -> list[Step]:
    """Applied some days ago."""
    return [Step(days, Act.APPLY)]


def approved(days: float) -> list[Step]:
    """Taken up by a consultant the next day, approved the day after."""
    return [*begun(days), Step(days - 1, Act.CLAIM), Step(days - 2, Act.APPROVE)]


def sent(days: float) -> list[Step]:
    """Sent to the landlord with the others."""
    return [*approved(days), Step(days - 4, Act.SEND_TO_LANDLORD)]


def visited(days: float, ahead: int) -> list[Step]:
    """Invited to a visit, so many days from today."""
    values = {"visit_at": (timedelta(days=ahead), 14), "visit_place": VISIT_PLACE}
    return [*sent(days), Step(days - 7, Act.PLAN_VISIT, values)]


def before_committee(days: float, ahead: int) -> list[Step]:
    """Visited, and on the list of a committee so many days from today."""
    values = {"committee_on": timedelta(days=ahead)}
    return [*visited(days, round(10 - days)), Step(days - 12, Act.PLAN_COMMITTEE, values)]


def decided(days: float, outcome: Outcome, rank: int | None = None, reason: str = "") -> list[Step]:
    """After the committee, which met twenty days after the application."""
    values: dict[str, object] = {"outcome": outcome}
    if rank:
        values["outcome_rank"] = rank
    steps = before_committee(days, round(20 - days))
    return [*steps, Step(days - 20, Act.RECORD_OUTCOME, values, reason)]


def signed(days: float) -> list[Step]:
    """Allocated, and the lease signed a week later."""
    values = {"lease_signed_on": timedelta(days=round(27 - days))}
    return [*decided(days, Outcome.ALLOCATED), Step(days - 27, Act.SIGN_LEASE, values)]


def moved_in(days: float) -> list[Step]:
    """With the keys."""
    return [*signed(days), Step(days - 33, Act.HAND_KEYS, {"moved_in_on": timedelta(days=round(33 - days))})]


# A member of the cast → their candidatures, the oldest first.
STORIES: dict[str, list[list[Step]]] = {
    "claire.vasseur": [begun(2)],
    "samir.haddad": [approved(4)],
    "helene.marchal": [sent(9)],
    "julie.perrin": [visited(13, 3)],
    "thomas.leclerc": [before_committee(22, 5)],
    "amina.diallo": [decided(33, Outcome.RANKED, 2)],
    "fatou.ndiaye": [decided(22, Outcome.ALLOCATED)],
    "leo.fontaine": [signed(31)],
    "nora.benali": [moved_in(45)],
    "eric.moulin": [
        [*begun(112), Step(110, Act.CANCEL)],
        [*begun(104), Step(103, Act.CLAIM), Step(101, Act.REJECT, reason="effort-rate-too-high")],
        [*visited(95, -85), Step(80, Act.NOT_RETAIN, reason="visit-missed")],
        decided(60, Outcome.NOT_ALLOCATED, reason="better-placed-committee"),
    ],
    "lucie.caron": [
        [
            *decided(90, Outcome.ALLOCATED),
            Step(64, Act.DECLINE, {"note": "Trop loin du nouveau lieu de travail"}),
        ],
        [*sent(40), Step(30, Act.WITHDRAW, {"note": "Travaux imprévus dans l'immeuble"})],
    ],
}
# On the same offers: what became of those who applied too.
RIVALS: dict[str, list[list[Step]]] = {
    "helene.marchal": [sent(10), sent(8), [*begun(9), Step(7, Act.CLAIM), Step(6, Act.APPROVE)]],
    "julie.perrin": [visited(14, 3), visited(12, 3), sent(13)],
    "thomas.leclerc": [before_committee(23, 5), before_committee(21, 5)],
    "amina.diallo": [
        [*decided(34, Outcome.RANKED, 1), Step(11, Act.OFFER_NEXT)],
        decided(32, Outcome.RANKED, 3),
    ],
    "fatou.ndiaye": [decided(23, Outcome.NOT_ALLOCATED, reason="better-placed-committee")],
}


@dataclass
class Book:
    """The stories while they are written: who may play, and which offers are taken."""

    actors: dict[str, Actors]  # by landlord's key
    limits: IncomeLimits = field(default_factory=IncomeLimits.of)
    taken: set[int] = field(default_factory=set)
    candidatures: list[Candidature] = field(default_factory=list)
    entries: list[HistoryEntry] = field(default_factory=list)

    def tell(self, application: HousingApplication, offer: Offer, steps: list[Step]) -> Candidature:
        """One candidature, with the points it had on its day."""
        given = score(application, offer, at(steps[0].days_ago).date())
        actors = self.actors[offer.landlord.name]
        candidature, entries = replay(application, offer, given, steps, actors)
        self.candidatures.append(candidature)
        self.entries += entries
        return candidature

    def fitting_offers(self, application: HousingApplication) -> list[Offer]:
        """Offers of the wished communes that suit the file and nobody's story uses."""
        found = Offer.objects.filter(
            fitting(application, self.limits),
            status=Offer.Status.PUBLISHED,
            commune__in=wished(application),
        )
        offers = found.select_related("commune", "landlord").order_by("pk")
        return [offer for offer in offers if offer.pk not in self.taken]

    def popular(self, offers: list[Offer], position: int) -> Offer:
        """Three in four follow the crowd, as candidates do; the fourth looks elsewhere."""
        if position % 4 == 1:
            return offers[position % len(offers)]
        crowd = Counter(told.offer_id for told in self.candidatures)
        return max(offers, key=lambda offer: (crowd[offer.pk], -offer.pk))


def tell_stories(
    cast: dict[str, HousingApplication], others: list[HousingApplication], actors: dict[str, Actors]
) -> int:
    """Write everything that happened; returns how many candidatures there are."""
    if Candidature.objects.exists():
        return 0
    book = Book(actors)
    free = list(others)
    for key, lives in STORIES.items():
        for steps in lives:
            application = cast[key]
            if offer := next(iter(book.fitting_offers(application)), None):
                told = book.tell(application, offer, steps)
                _keep_dates(book, offer, told)
                _tell_rivals(book, offer, RIVALS.get(key, []), free)
                Offer.objects.filter(pk=offer.pk).update(status=_status_of(offer, book.candidatures))
    for position, application in enumerate(free):
        offers = [offer for offer in book.fitting_offers(application) if offer.is_open()]
        if offers:
            book.tell(application, book.popular(offers, position), _fresh(position))
    Candidature.objects.bulk_create(book.candidatures)
    for entry in book.entries:
        entry.candidature = entry.candidature  # its key is known now
    HistoryEntry.objects.bulk_create(book.entries)
    return len(book.candidatures)


def _fresh(position: int) -> list[Step]:
    """A candidature on an offer that is still open."""
    days = 1 + position * 5 % 6
    if position % 4 == 3:
        return approved(days + 2)
    if position % 4 == 2:
        return [*begun(days + 1), Step(days, Act.CLAIM)]
    return begun(days)


def _tell_rivals(
    book: Book, offer: Offer, stories: Iterable[list[Step]], free: list[HousingApplication]
) -> None:
    """Others who applied to the offer; whoever is told about is not free for another story."""
    for steps in stories:
        rival = next((one for one in free if _fits(book, one, offer)), None)
        if rival is None:
            return
        free.remove(rival)
        book.tell(rival, offer, steps)


def _fits(book: Book, application: HousingApplication, offer: Offer) -> bool:
    return Offer.objects.filter(fitting(application, book.limits), pk=offer.pk).exists()


def _keep_dates(book: Book, offer: Offer, told: Candidature) -> None:
    """Dates that go with the story: an offer whose files are at the landlord's has closed."""
    book.taken.add(offer.pk)
    applied_on = told.applied_at.date()
    offer.published_on = applied_on - timedelta(days=3)
    if told.state not in OPEN_STATES:
        offer.deadline = applied_on + timedelta(days=3)
    elif offer.deadline < local_today():
        offer.deadline = local_today() + timedelta(days=6)
    offer.available_on = max(offer.available_on, offer.deadline + timedelta(days=30))
    offer.save(update_fields=["published_on", "deadline", "available_on"])


def _status_of(offer: Offer, candidatures: list[Candidature]) -> str:
    """Allocated while somebody holds the home, withdrawn when the story says so."""
    states = {told.state for told in candidatures if told.offer_id == offer.pk}
    if states & set(HELD):
        return Offer.Status.ALLOCATED
    return Offer.Status.WITHDRAWN if State.OFFER_WITHDRAWN in states else Offer.Status.PUBLISHED


def reasons_by_code() -> dict[str, RefusalReason]:
    """The reasons stories give."""
    return {reason.code: reason for reason in RefusalReason.objects.all()}


def actors_by_landlord(cast: dict[str, User], names: dict[str, str]) -> dict[str, Actors]:
    """Who acts on each landlord's offers: `names` is landlord's name → key of its staff in the cast."""
    reasons = reasons_by_code()
    regional = {"mael.kerdraon": "soizic.legoff", "ines.chabert": "soizic.legoff"}
    return {
        name: Actors(cast[regional.get(person, "karim.benali")], cast[person], reasons)
        for name, person in names.items()
    }
