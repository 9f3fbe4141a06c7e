"""Log-in by e-mail, for the same work whether the address has an account or not."""

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
