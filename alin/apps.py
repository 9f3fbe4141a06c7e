"""The consultants' and administrators' back office, in place of Django's default admin site."""

from django.contrib.admin.apps import AdminConfig


class BackOfficeConfig(AdminConfig):
    """Django's admin with the project's own site class."""

    default_site = "alin.back_office.BackOfficeSite"
