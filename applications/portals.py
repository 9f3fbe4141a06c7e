"""Where a demande is registered: the site of its number's department (R3.3, R3.6), or the simulator's."""

from urllib.parse import urlencode

from django.conf import settings
from django.urls import reverse

from alin.outbox.letters import absolute
from alin.places.models import Department
from applications.models import HousingApplication

NATIONAL_SITE = "https://www.demande-logement-social.gouv.fr"


def department_of(unique_number: str) -> str:
    """The department code a number begins with, as far as can be told.

    « 029… » is Finistère, « 971… » Guadeloupe, « 02A… » Corse-du-Sud. « 111… » is the whole of
    Île-de-France, which registers at the national site: no department's.
    """
    territory = unique_number[:3]
    return territory[1:] if territory.startswith("0") else territory


def registration_site(application: HousingApplication) -> str:
    """The address where the holder changes the demande and files documents.

    A path of this site while the registry is simulated; mails take `site_for_mail`.
    """
    return site_of_number(application.unique_number)


def site_of_number(unique_number: str) -> str:
    """The same from a number alone; the national site where no department's own is known."""
    if not settings.REGISTRY_URL:
        # By name, as pages further up always are from here: what is edited must be what is asked.
        return f"{reverse('simulator:find')}?{urlencode({'numero': unique_number})}"
    department = Department.objects.filter(pk=department_of(unique_number)).first()
    return (department.portal_url if department else "") or NATIONAL_SITE


def site_for_mail(application: HousingApplication) -> str:
    """The same as a whole address, without the number: mails travel in clear."""
    if not settings.REGISTRY_URL:
        return absolute(reverse("simulator:find"))
    return registration_site(application)
