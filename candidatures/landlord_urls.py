"""Addresses of the landlords' space."""

from django.urls import URLPattern

app_name = "landlord"
urlpatterns: list[URLPattern] = []
