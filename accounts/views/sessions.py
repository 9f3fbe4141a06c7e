"""« Connexions »: where one is logged in, and closing what is not needed."""

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.sessions import end_sessions, open_sessions


@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """The list; POST closes one (`session`, its number) or all the others."""
    user = cast(User, request.user)
    here = request.session.session_key
    if request.method == "POST":
        chosen = request.POST.get("session", "")
        if chosen and not (chosen.isascii() and chosen.isdigit()):
            return redirect("usersessions_list")
        closed = end_sessions(user, only=int(chosen[:18]) if chosen else None, keep=here)
        if closed:
            said = ngettext("Une connexion a été fermée.", "%(number)s connexions ont été fermées.", closed)
            messages.success(request, said % {"number": closed})
        else:
            messages.info(request, _("Cette connexion était déjà fermée."))
        return redirect("usersessions_list")
    rows = [{"row": row, "here": row.session_key == here} for row in open_sessions(user)]
    rows.sort(key=lambda one: not one["here"])
    context = {"sessions": rows, "others": any(not one["here"] for one in rows)}
    return render(request, "usersessions/usersession_list.html", context)
