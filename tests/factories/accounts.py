"""People and the organisations some of them work for."""

import factory
from allauth.account.models import EmailAddress
from factory.django import DjangoModelFactory

from accounts.models import Agency, Employer, Landlord, Membership, User
from accounts.second_factor import add_totp

PASSWORD = "Portail2026"
# The app of everybody who must have a second factor; second_factor.current_code(user) reads it.
TOTP_SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


class UserFactory(DjangoModelFactory):
    """An applicant with a confirmed address, who logs in with PASSWORD.

    The administrator comes with a second factor, as does everybody with a membership.
    """

    class Meta:
        model = User
        skip_postgeneration_save = True

    class Params:
        administrator = factory.Trait(is_staff=True, is_superuser=True)
        unconfirmed = factory.Trait(address=False)

    civility = User.Civility.MADAME
    first_name = factory.Sequence(lambda n: f"Prénom{n}")
    birth_name = factory.Sequence(lambda n: f"NOM{n}")
    email = factory.Sequence(lambda n: f"person{n}@example.org")
    mobile_phone = factory.Sequence(lambda n: f"+336120{n:05d}")
    password = factory.django.Password(PASSWORD)

    @factory.post_generation
    def address(self: User, create: bool, given: object, **kwargs: object) -> None:
        """The confirmed e-mail address the log-in asks for; `unconfirmed=True` leaves it to confirm."""
        if create:
            EmailAddress.objects.create(
                user=self, email=self.email, primary=True, verified=given is not False
            )

    @factory.post_generation
    def factor(self: User, create: bool, given: object, **kwargs: object) -> None:
        """Staff's app; `factor=False` leaves it to add."""
        if create and self.is_staff and given is not False:
            add_totp(self, TOTP_SECRET)


class LandlordFactory(DjangoModelFactory):
    """A bailleur."""

    class Meta:
        model = Landlord

    name = factory.Sequence(lambda n: f"Habitat {n}")
    city = "Paris"
    email = factory.Sequence(lambda n: f"contact@habitat{n}.example.org")


# SIREN numbers with a right check digit.
SIRENS = [
    "732829320",
    "552100554",
    "542065479",
    "572015246",
    "552081317",
    "383474814",
    "428268023",
    "356000000",
]


class EmployerFactory(DjangoModelFactory):
    """A private company within Action Logement's audience."""

    class Meta:
        model = Employer
        django_get_or_create = ("siren",)

    name = factory.Sequence(lambda n: f"Ateliers {n}")
    siren = factory.Sequence(lambda n: SIRENS[n % len(SIRENS)])
    code = factory.Sequence(lambda n: f"ENT{n:04d}")
    headcount = 120


class AgencyFactory(DjangoModelFactory):
    """An agency; `departments=["75"]` are those its consultants work on."""

    class Meta:
        model = Agency
        skip_postgeneration_save = True

    name = factory.Sequence(lambda n: f"Agence {n}")

    @factory.post_generation
    def departments(self: Agency, create: bool, codes: list[str] | None, **kwargs: object) -> None:
        """Attach the departments."""
        if create and codes:
            self.departments.set(codes)


class MembershipFactory(DjangoModelFactory):
    """A person's place in an organisation: give one of landlord, employer, agency."""

    class Meta:
        model = Membership
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)

    @factory.post_generation
    def factor(self: Membership, create: bool, given: object, **kwargs: object) -> None:
        """The person's app; `factor=False` leaves it to add."""
        if create and given is not False:
            add_totp(self.user, TOTP_SECRET)
