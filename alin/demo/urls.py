"""Addresses of the demo; alin/urls.py mounts them only with DEMO."""

from django.urls import path

from alin.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.home, name="home"),
    path("messages/<str:name>/", views.message, name="message"),
    path("messages/<str:name>/fichier/", views.original, name="original"),
]
