"""Log-in by e-mail, for the same work whether the address has an account or not; the person of a session."""

from allauth.account.auth_backends import AuthenticationBackend

from accounts.models import User


class EmailBackend(AuthenticationBackend):
    """allauth's, with one look-up: its own asks a second table only for addresses it does not know.

    It works a password into a hash for unknown addresses already.
    """

    def _authenticate_by_email(self, email: str, password: str) -> User | None:
        user = User.objects.get_queryset().filter(email=email.strip().lower()).first()
        found: User | None = self._check_password(user, password)
        return found

    def get_user(self, user_id: int) -> User | None:
        """The person of a session and, in the same query, where they work: every page asks both."""
        organisations = ("membership__landlord", "membership__employer", "membership__agency")
        user = User.objects.select_related(*organisations).filter(pk=user_id).first()
        return user if user is not None and self.user_can_authenticate(user) else None
