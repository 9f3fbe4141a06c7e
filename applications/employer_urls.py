"""Addresses of the employers' space."""

from django.urls import URLPattern

app_name = "employer"
urlpatterns: list[URLPattern] = []
