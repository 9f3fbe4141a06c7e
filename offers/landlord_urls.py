"""Addresses about a landlord's offers themselves; candidatures/landlord_urls.py has the rest of the space."""

from django.urls import path

from offers.views import landlord_acts, landlord_imports, landlord_offers, landlord_photos

app_name = "landlord_offers"
urlpatterns = [
    path("nouvelle/", landlord_offers.create, name="create"),
    path("import/", landlord_imports.upload, name="import"),
    path("import/modele/<slug:file_format>/", landlord_imports.template, name="template"),
    path("import/<int:pk>/", landlord_imports.report, name="import_report"),
    path("export/<slug:file_format>/", landlord_imports.export, name="export"),
    path("<str:reference>/modifier/", landlord_offers.edit, name="edit"),
    path("<str:reference>/apercu/", landlord_offers.preview, name="preview"),
    path("<str:reference>/historique/", landlord_offers.history, name="history"),
    path("<str:reference>/photos/", landlord_photos.photos, name="photos"),
    path("<str:reference>/publier/", landlord_acts.publish, name="publish"),
    path("<str:reference>/prolonger/", landlord_acts.extend, name="extend"),
    path("<str:reference>/retirer/", landlord_acts.withdraw, name="withdraw"),
    path("<str:reference>/dupliquer/", landlord_acts.duplicate, name="duplicate"),
    path("<str:reference>/supprimer/", landlord_acts.delete, name="delete"),
]
