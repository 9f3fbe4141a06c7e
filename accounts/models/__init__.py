"""People, the organisations some of them work for, and what they agreed to."""

from accounts.models.archives import DataArchive
from accounts.models.consents import Consent
from accounts.models.invitations import Invitation
from accounts.models.memberships import Membership, Organisation
from accounts.models.organisations import Agency, Employer, Landlord, SharingChoice
from accounts.models.retention import RetentionWarning
from accounts.models.users import User

__all__ = [
    "Agency",
    "Consent",
    "DataArchive",
    "Employer",
    "Invitation",
    "Landlord",
    "Membership",
    "Organisation",
    "RetentionWarning",
    "SharingChoice",
    "User",
]
