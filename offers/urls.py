"""Addresses of the offers."""

from django.urls import path

from offers.views import public

app_name = "offers"
urlpatterns = [
    path("", public.search, name="search"),
    path("lieux/", public.places, name="places"),
    path("<str:reference>/", public.detail, name="detail"),
]
