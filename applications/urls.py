"""Addresses of the applicant's file."""

from django.urls import path

from applications.views import codes, dashboard, documents, employment, importing, log, sharing, updating

app_name = "applications"
urlpatterns = [
    path("ma-situation/", dashboard.dashboard, name="dashboard"),
    path("ma-demande/etapes/", importing.tutorial, name="tutorial"),
    path("ma-demande/numero/", importing.number, name="number"),
    path("ma-demande/code/", codes.code, name="code"),
    path("ma-demande/confirmer/", codes.confirm, name="confirm"),
    path("ma-demande/informations/", updating.information, name="information"),
    path("ma-demande/entreprise/", employment.employment, name="employment"),
    path("ma-demande/donnees-personnelles/", sharing.sharing, name="sharing"),
    path("ma-demande/donnees-personnelles/historique/", sharing.history, name="sharing_history"),
    path("ma-demande/donnees-personnelles/retirer/", sharing.withdraw_consent, name="sharing_withdraw"),
    path("ma-demande/pieces/", documents.documents, name="documents"),
    path("ma-demande/modifications/", updating.changes, name="changes"),
    path("ma-demande/mettre-a-jour/", updating.update, name="update"),
    path("ma-demande/supprimer/", updating.delete, name="delete"),
    path("compte/donnees/consultations/", log.log, name="log"),
]
