"""Photos of an offer, in order."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferPhoto(models.Model):
    """One picture; rank 0 is the one lists show. One without a text in its place is shown to nobody."""

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
    # Beside image.jpg there are image.webp and a small image-640.webp (offers/photo_files.py).
    has_sizes = models.BooleanField(default=False, editable=False)
    rank = models.PositiveSmallIntegerField(_("Ordre"), default=0)

    class Meta:
        verbose_name = _("photo")
        verbose_name_plural = _("photos")
        ordering = ["offer", "rank"]
        constraints = [models.UniqueConstraint(fields=["offer", "rank"], name="photo_ranks_differ")]

    def __str__(self) -> str:
        return self.alt_text

    @property
    def files(self) -> list[str]:
        """Names in the storage of everything that belongs to it."""
        name = self.image.name or ""
        stem = name.rpartition(".")[0]
        return [name, f"{stem}.webp", f"{stem}-640.webp"] if self.has_sizes else [name]

    @property
    def webp_url(self) -> str:
        """The same picture in the lighter format, where there is one."""
        return self.image.storage.url(self.files[1]) if self.has_sizes else ""

    @property
    def small_url(self) -> str:
        """The picture for a list, at most 640 pixels wide where it was made so."""
        return self.image.storage.url(self.files[-1])
