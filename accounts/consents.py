"""Keep what a person agreed to, with the version of the text that was on the screen."""

from accounts.models import Consent, User

# The day the personal-data text last changed its meaning; a new text takes a new date here.
PERSONAL_DATA_TEXT = "2026-11-22"


def record_personal_data_consent(user: User) -> Consent:
    """The box of the sign-up form (GDPR article 7.1: the consent can be shown later)."""
    return Consent.objects.create(
        user=user, subject=Consent.Subject.PERSONAL_DATA, text_version=PERSONAL_DATA_TEXT
    )
