"""Addresses of the account pages."""

from django.urls import include, path

urlpatterns = [path("", include("allauth.urls"))]
