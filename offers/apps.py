"""The offers app."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class OffersConfig(AppConfig):
    """Offers, ceilings, rules, search."""

    name = "offers"
    verbose_name = _("Offres")

    def ready(self) -> None:
        """Listen to the floors below; the files of a photo go with its row."""
        from django.db.models.signals import post_delete

        from offers import personal_data, receivers, retention  # noqa: F401  (connect, register)
        from offers.models import OfferPhoto
        from offers.photos import files_of_deleted

        post_delete.connect(files_of_deleted, sender=OfferPhoto, dispatch_uid="offers.photo_files")
