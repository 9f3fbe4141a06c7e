"""Deleting an applicant's account in the admin is the same act as the person's own button."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest

from accounts.deleting import AccountDeletionRefused, delete_account, effects_of_account_deletion
from accounts.models import User


class DeletingAdmin:
    """What no foreign key would take along goes too; what blocks the person blocks the administrator."""

    def get_deleted_objects(self, objs: Iterable[User], request: HttpRequest) -> Any:
        """Django's list of what would go; what blocks is listed as protected, so there is no button.

        Nobody may delete a file or a candidature by itself; with its account it goes by the act.
        """
        to_delete, counts, missing, protected = super().get_deleted_objects(objs, request)  # type: ignore[misc]
        if all(user.is_applicant for user in objs):
            missing = set()
        for user in objs:
            if user.is_applicant:
                effects = effects_of_account_deletion(user)
                protected += [f"{user} : {effect.sentence}" for effect in effects if effect.blocks]
        return to_delete, counts, missing, protected

    def delete_model(self, request: HttpRequest, obj: User) -> None:
        """One account; staff have no file, so Django's own deletion is enough."""
        if not obj.is_applicant:
            super().delete_model(request, obj)  # type: ignore[misc]
            return
        try:
            delete_account(obj)
        except AccountDeletionRefused as refusal:  # blocked since the page was shown
            messages.error(request, str(refusal.message))

    def delete_queryset(self, request: HttpRequest, queryset: QuerySet[User]) -> None:
        """Several, one by one."""
        for user in queryset:
            self.delete_model(request, user)
