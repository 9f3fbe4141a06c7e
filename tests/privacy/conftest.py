"""Two people who lived the same things, next to each other."""

import pytest

from accounts.models import Employer, Landlord, User
from tests.privacy.life import FIRST, OTHER, Life, live, shared_offers


@pytest.fixture
def lives(landlord: Landlord, employer: Employer, karim: User, lise: User, emma: User) -> tuple[Life, Life]:
    """The first one's, whom the tests look at, and the other's, which must never be touched."""
    offers = shared_offers(landlord, employer)
    return live(FIRST, offers, karim, lise, emma), live(OTHER, offers, karim, lise, emma)
