"""/demo/: who can log in, which numbers wait to be imported, and every message that was sent."""

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from alin.demo import cast
from alin.demo.codes import codes_by_email
from alin.demo.links import with_links
from alin.demo.mailbox import MAIL, find_message, path_of, sent_messages
from alin.demo.waiting import waiting_numbers
from alin.outbox.models import Message
from applications.models import HousingApplication

MESSAGES_PER_PAGE = 12
UNSENT = (Message.State.WAITING, Message.State.SENDING)


@login_not_required
@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """Everything one needs to try the portal, on one page."""
    messages = sent_messages()
    recipients = sorted({message.to for message in messages})
    recipient = request.GET.get("to", "").strip()
    if recipient:
        messages = [message for message in messages if message.to == recipient]
    waiting = waiting_numbers()
    numbers = [one.number for one in waiting]
    imported = set(
        HousingApplication.objects.filter(unique_number__in=numbers).values_list("unique_number", flat=True)
    )
    codes = codes_by_email()
    context = {
        "password": cast.PASSWORD,
        "groups": [
            (label, [(person, codes.get(person.email)) for person in group]) for label, group in cast.GROUPS
        ],
        "waiting": [(one, one.number in imported) for one in waiting],
        "page": Paginator(messages, MESSAGES_PER_PAGE).get_page(request.GET.get("page")),
        "recipients": recipients,
        "recipient": recipient,
        "unsent": Message.objects.filter(state__in=UNSENT).count(),
        "simulated": not settings.REGISTRY_URL,
    }
    return render(request, "demo/home.html", context)


@login_not_required
@require_safe
def message(request: HttpRequest, name: str) -> HttpResponse:
    """One message, its links working."""
    found = find_message(name)
    if found is None:
        raise Http404
    context = {"message": found, "body": with_links(found.text), "is_mail": found.channel == MAIL}
    return render(request, "demo/message.html", context)


@login_not_required
@require_safe
def original(request: HttpRequest, name: str) -> FileResponse:
    """The file itself: an .eml any mail program opens, or the SMS as JSON."""
    path = path_of(name)
    if path is None:
        raise Http404
    return FileResponse(path.open("rb"), as_attachment=True, filename=path.name)
