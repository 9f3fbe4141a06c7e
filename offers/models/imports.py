"""A landlord's file of offers on its way in: read, checked row by row, then written after a confirmation."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _


class OfferImport(models.Model):
    """One file; its rows are kept until it is written or given up."""

    class State(models.TextChoices):
        CHECKING = "checking", _("Vérification en cours")
        CHECKED = "checked", _("Vérifié, rien n'est encore enregistré")
        WRITING = "writing", _("Enregistrement en cours")
        DONE = "done", _("Terminé")
        ABANDONED = "abandoned", _("Abandonné")

    landlord = models.ForeignKey("accounts.Landlord", on_delete=models.CASCADE, related_name="offer_imports")
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, on_delete=models.SET_NULL, related_name="+"
    )
    file_name = models.CharField(_("Fichier"), max_length=200)
    state = models.CharField(_("État"), max_length=9, choices=State, default=State.CHECKING)
    created_at = models.DateTimeField(_("Déposé le"), auto_now_add=True)
    # When a batch last ended: a file that stood still is taken up again by the beat.
    touched_at = models.DateTimeField(auto_now=True)
    total = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("import d'offres")
        verbose_name_plural = _("imports d'offres")
        ordering = ["-created_at", "-pk"]
        indexes = [
            models.Index(
                fields=["touched_at"],
                condition=models.Q(state__in=["checking", "writing"]),
                name="import_under_way",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


class OfferImportRow(models.Model):
    """One line of the file. `cells`: column → text; `errors`: pairs of column and sentence."""

    class Outcome(models.TextChoices):
        PENDING = "pending", _("À vérifier")
        ADD = "add", _("À ajouter")
        REPLACE = "replace", _("À remplacer")
        ERROR = "error", _("En erreur")
        ADDED = "added", _("Ajoutée")
        REPLACED = "replaced", _("Remplacée")

    offer_import = models.ForeignKey(OfferImport, on_delete=models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField(_("Ligne"))
    reference = models.CharField(_("Référence"), max_length=60, blank=True)
    cells = models.JSONField(default=dict)
    outcome = models.CharField(max_length=8, choices=Outcome, default=Outcome.PENDING)
    errors = models.JSONField(default=list)

    class Meta:
        verbose_name = _("ligne d'un import")
        verbose_name_plural = _("lignes d'imports")
        ordering = ["offer_import", "line"]
        constraints = [models.UniqueConstraint(fields=["offer_import", "line"], name="import_lines_differ")]
        indexes = [models.Index(fields=["offer_import", "outcome", "line"], name="import_rows_by_outcome")]

    def __str__(self) -> str:
        return f"{self.offer_import_id}:{self.line}"
