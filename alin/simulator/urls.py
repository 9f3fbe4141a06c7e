"""Addresses of the simulated registration site; each is a 404 where REGISTRY_URL is set."""

from django.urls import URLPattern, URLResolver

app_name = "simulator"
urlpatterns: list[URLPattern | URLResolver] = []
