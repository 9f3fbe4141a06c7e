"""Photos of an offer, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferPhoto(models.Model):
    """One picture; rank 0 is the one lists show."""

    offer = models.ForeignKey("offers.Offer", on_delete=models.CASCADE, related_name="photos")
    image = models.ImageField(
        _("Image"),
        upload_to="offers/",
        width_field="width",
        height_field="height",
        max_length=200,
    )
    width = models.PositiveSmallIntegerField(editable=False, default=0)
    height = models.PositiveSmallIntegerField(editable=False, default=0)
    alt_text = models.CharField(_("Texte de remplacement"), max_length=200)
    rank = models.PositiveSmallIntegerField(_("Ordre"), default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["offer", "rank"]
        constraints = [models.UniqueConstraint(fields=["offer", "rank"], name="photo_ranks_differ")]

    def __str__(self) -> str:
        return self.alt_text
