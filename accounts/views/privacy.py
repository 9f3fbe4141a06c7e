"""« Mes données » and « Supprimer mon compte » (R8.2)."""

from uuid import UUID

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_not_required
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.archiving import ArchiveRefused, ask_for_archive, latest_archive, next_archive_at
from accounts.deleting import AccountDeletionRefused, delete_account, effects_of_account_deletion
from accounts.models import DataArchive
from accounts.privacy_forms import DeleteAccountForm
from accounts.requests import SignedInRequest
from alin.retention import RULES, period


@require_safe
def my_data(request: SignedInRequest) -> HttpResponse:
    """What is kept about the person and why, what they agreed to, who looked, and the two acts."""
    archive = latest_archive(request.user)
    context = {
        "archive": archive,
        "archive_open": archive is not None and archive.is_open(timezone.now()),
        "archive_days": period("archive"),
        "archive_next": next_archive_at(archive),
        "consents": request.user.consents.all(),
        "rules": RULES,
    }
    return render(request, "account/my_data.html", context)


@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def ask_archive(request: SignedInRequest) -> HttpResponse:
    """« Demander mon archive ». By GET comes who only confirmed their identity: the page has the button."""
    if request.method == "POST":
        try:
            ask_for_archive(request.user)
        except ArchiveRefused as refusal:
            messages.warning(request, str(refusal.message))
        else:
            messages.success(request, _("C'est noté. Un mail vous prévient dès que votre archive est prête."))
    return redirect("my_data")


@require_safe
def data_archive(request: SignedInRequest, key: UUID) -> HttpResponseBase:
    """The file, for its owner alone; reading it changes nothing. Over: a page that says so."""
    archive = get_object_or_404(DataArchive, key=key, user=request.user)
    if not archive.is_open(timezone.now()) or not archive.path.exists():
        return render(request, "account/archive_gone.html", {"archive": archive}, status=410)
    name = _("al-in-mes-donnees-%(day)s.zip") % {"day": f"{archive.ready_at:%Y-%m-%d}"}
    response = FileResponse(archive.path.open("rb"), as_attachment=True, filename=name)
    add_never_cache_headers(response)
    return response


@require_http_methods(["GET", "POST"])
@reauthentication_required(allow_get=True)
def delete(request: SignedInRequest) -> HttpResponse:
    """« Supprimer mon compte »: what it means, a box, the password again, then the act."""
    form = DeleteAccountForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            delete_account(request.user)
        except AccountDeletionRefused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("delete_account")
        logout(request)
        return redirect("account_deleted")
    effects = effects_of_account_deletion(request.user)
    context = {
        "form": form,
        "effects": effects,
        "blocked": any(effect.blocks for effect in effects),
        "kept": period("kept_decision"),
    }
    return render(request, "account/delete.html", context)


@login_not_required
@require_safe
def deleted(request: HttpRequest) -> HttpResponse:
    """« Votre compte est supprimé »: the page knows nothing of whose it was."""
    return render(request, "account/deleted.html")
