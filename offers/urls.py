"""Addresses of the offers."""

from django.urls import path

from alin.places.views import suggestions
from offers.views import alerts, favourites, public, stop

app_name = "offers"
urlpatterns = [
    path("", public.search, name="search"),
    path("carte/", public.points, name="points"),
    path("lieux/", suggestions, name="places"),
    path("alertes/", alerts.index, name="alerts"),
    path("alertes/creer/", alerts.create, name="create_alert"),
    path("alertes/arret/<str:token>/", stop.stop, name="stop"),
    path("alertes/<int:pk>/", alerts.edit, name="alert"),
    path("alertes/<int:pk>/pause/", alerts.pause, name="pause_alert"),
    path("alertes/<int:pk>/supprimer/", alerts.delete, name="delete_alert"),
    path("favoris/", favourites.index, name="favourites"),
    path("favoris/<str:reference>/", favourites.mark, name="mark_favourite"),
    path("<str:reference>/", public.detail, name="detail"),
]
