"""People, the organisations some of them work for, and what they agreed to."""

from accounts.models.consents import Consent
from accounts.models.memberships import Membership
from accounts.models.organisations import Agency, Employer, Landlord, SharingChoice
from accounts.models.users import User

__all__ = [
    "Agency",
    "Consent",
    "Employer",
    "Landlord",
    "Membership",
    "SharingChoice",
    "User",
]
