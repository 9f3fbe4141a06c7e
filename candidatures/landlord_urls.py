"""Addresses of the landlords' space."""

from django.urls import path

from accounts.team_urls import team_urls
from candidatures.views import landlord

app_name = "landlord"
urlpatterns = [
    path("", landlord.home, name="home"),
    path("offres/", landlord.offers, name="offers"),
    path("offres/<str:reference>/", landlord.offer, name="offer"),
    path("candidatures/", landlord.candidatures, name="candidatures"),
    path("candidatures/<int:pk>/", landlord.candidature, name="candidature"),
    path("candidatures/<int:pk>/<slug:act>/", landlord.act, name="act"),
    *team_urls("landlord"),
]
