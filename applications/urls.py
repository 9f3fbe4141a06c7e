"""Addresses of the applicant's file."""

from django.urls import URLPattern

app_name = "applications"
urlpatterns: list[URLPattern] = []
