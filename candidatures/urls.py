"""Addresses of the applicant's candidatures."""

from django.urls import URLPattern

app_name = "candidatures"
urlpatterns: list[URLPattern] = []
