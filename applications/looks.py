"""Each time a company opens an employee's file, a line the employee can read (R6.12)."""

from accounts.models import Employer, User
from applications.models import EmployerLook, HousingApplication


def note_look(application: HousingApplication, user: User, employer: Employer) -> EmployerLook:
    """Write down that this person opened the file for their company now."""
    return EmployerLook.objects.create(application=application, employer=employer, user=user)
