import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models
from django.db.models import F, OuterRef, Subquery

import applications.models.sharing


def keep_names(apps, schema_editor):
    """The lines written so far are companies'; their names are kept, and each stays a line of its own."""
    employers = apps.get_model("accounts", "Employer").objects.filter(pk=OuterRef("employer_id"))
    looks = apps.get_model("applications", "FileLook").objects
    looks.update(organisation=Subquery(employers.values("name")[:1]), hour=F("looked_at"))


class Migration(migrations.Migration):

    dependencies = [
        ("accounts", "0001_initial"),
        ("applications", "0001_initial"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.RenameModel(old_name="EmployerLook", new_name="FileLook"),
        migrations.AlterModelOptions(
            name="filelook",
            options={
                "ordering": ["-looked_at", "-pk"],
                "verbose_name": "consultation d'un dossier",
                "verbose_name_plural": "consultations de dossiers",
            },
        ),
        migrations.AlterField(
            model_name="filelook",
            name="application",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="looks",
                to="applications.housingapplication",
            ),
        ),
        migrations.AddField(
            model_name="filelook",
            name="reader",
            field=models.CharField(
                choices=[
                    ("employer", "Entreprise"),
                    ("consultant", "Conseiller Action Logement"),
                    ("landlord", "Bailleur"),
                ],
                default="employer",
                max_length=10,
                verbose_name="Lecteur",
            ),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="filelook",
            name="organisation",
            field=models.CharField(blank=True, default="", max_length=160, verbose_name="Organisation"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="filelook",
            name="hour",
            field=models.DateTimeField(default=applications.models.sharing.this_hour),
        ),
        migrations.RunPython(keep_names, migrations.RunPython.noop, elidable=True),
        migrations.RemoveField(model_name="filelook", name="employer"),
        migrations.AddConstraint(
            model_name="filelook",
            constraint=models.UniqueConstraint(
                fields=("application", "user", "hour"), name="one_look_per_reader_file_and_hour"
            ),
        ),
    ]
