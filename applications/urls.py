"""Addresses of the applicant's file."""

from django.urls import path

from applications.views import completing, dashboard, importing, updating

app_name = "applications"
urlpatterns = [
    path("ma-situation/", dashboard.dashboard, name="dashboard"),
    path("ma-demande/etapes/", importing.tutorial, name="tutorial"),
    path("ma-demande/numero/", importing.number, name="number"),
    path("ma-demande/code/", importing.code, name="code"),
    path("ma-demande/confirmer/", importing.confirm, name="confirm"),
    path("ma-demande/informations/", updating.information, name="information"),
    path("ma-demande/entreprise/", completing.employment, name="employment"),
    path("ma-demande/donnees-personnelles/", completing.sharing, name="sharing"),
    path("ma-demande/pieces/", completing.documents, name="documents"),
    path("ma-demande/mettre-a-jour/", updating.update, name="update"),
    path("ma-demande/supprimer/", updating.delete, name="delete"),
]
