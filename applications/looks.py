"""Each time somebody who works with a file opens it, a line its holder can read (R6.12, R8.2)."""

from accounts.models import User
from applications.models import FileLook, HousingApplication
from applications.models.sharing import this_hour


def note_look(application: HousingApplication, user: User) -> None:
    """Write down that this person opened the file now; again within the hour writes nothing.

    One INSERT that yields to the line already there, so that two tabs at once write one line too. Whoever is
    neither staff nor of an organisation reads their own file, which needs no line.
    """
    reader = _reader(user)
    if reader is None:
        return
    kind, organisation = reader
    look = FileLook(
        application=application, user=user, reader=kind, organisation=organisation, hour=this_hour()
    )
    FileLook.objects.bulk_create([look], ignore_conflicts=True)


def _reader(user: User) -> tuple[FileLook.Reader, str] | None:
    """In which part the person reads, and for whom."""
    if user.is_staff:
        return FileLook.Reader.CONSULTANT, user.agency.name if user.agency else "Action Logement"
    if user.employer:
        return FileLook.Reader.EMPLOYER, user.employer.name
    if user.landlord:
        return FileLook.Reader.LANDLORD, user.landlord.name
    return None
