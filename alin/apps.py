"""The consultants' and administrators' back office, in place of Django's default admin site."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Django's admin with the project's own site class."""

    default_site = "alin.back_office.BackOfficeSite"

    def ready(self) -> None:
        """Leave out what allauth registers and nobody should read: second factors' secrets, session keys."""
        super().ready()
        from allauth.mfa.models import Authenticator
        from allauth.usersessions.models import UserSession
        from django.contrib import admin

        admin.site.unregister([Authenticator, UserSession])
