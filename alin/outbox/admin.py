"""Every message and its state, for support: read, and try again what failed. Nothing is written by hand."""

from django.contrib import admin, messages
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from alin.outbox.delivery import retry_failed
from alin.outbox.models import Message
from alin.outbox.models.messages import MessageQuerySet
from alin.outbox.secrets import hide


@admin.register(Message)
class MessageAdmin(admin.ModelAdmin):
    """The outbox. Codes and log-in links are for their reader alone: they are not in the rows."""

    list_display = ("created_at", "channel", "to", "subject", "state", "attempts", "sent_at")
    list_filter = ("state", "channel", "category", "created_at")
    search_fields = ("to", "subject", "key")
    search_help_text = _("Destinataire, objet ou clé du message")
    date_hierarchy = "created_at"
    actions = ("send_again",)
    list_select_related = False
    fieldsets = (
        (None, {"fields": ("channel", "category", "to", "user", "subject", "content")}),
        (_("Envoi"), {"fields": ("state", "attempts", "created_at", "due_at", "sent_at", "error", "key")}),
    )

    def has_add_permission(self, request: HttpRequest) -> bool:
        """A message is written by its cause."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """What was said stays what was said."""
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Message | None = None) -> bool:
        """Support must be able to see what was sent."""
        return False

    @admin.display(description=_("Texte"))
    def content(self, message: Message) -> str:
        """The text, with dots for the code or link it carries; nothing of a confidential one."""
        if message.confidential:
            return str(_("Contenu confidentiel : il n'est visible que de son destinataire."))
        return hide(message.text)

    @admin.action(description=_("Envoyer à nouveau les messages en échec"), permissions=["view"])
    def send_again(self, request: HttpRequest, queryset: MessageQuerySet) -> None:
        """Put failed messages back in the queue; a wiped code or link has nothing left to send."""
        again = retry_failed(queryset)
        left = queryset.count() - again
        if again:
            sentence = ngettext(
                "%(count)s message sera envoyé à nouveau.",
                "%(count)s messages seront envoyés à nouveau.",
                again,
            )
            self.message_user(request, sentence % {"count": again}, messages.SUCCESS)
        if left:
            sentence = ngettext(
                "%(count)s message reste tel quel : il n'est pas en échec, ou son contenu est effacé.",
                "%(count)s messages restent tels quels : pas en échec, ou contenu effacé.",
                left,
            )
            self.message_user(request, sentence % {"count": left}, messages.WARNING)
