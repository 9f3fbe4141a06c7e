"""Addresses of the public pages."""

from django.urls import path

from alin.pages import contact, health, language, views

urlpatterns = [
    path("", views.page("home"), name="home"),
    path("aide/", views.help_centre, name="help"),
    path("aide/guide/", views.page("guide"), name="guide"),
    path("contact/", contact.ContactView.as_view(), name="contact"),
    path("contact/envoye/", contact.sent, name="contact_sent"),
    path("conditions-generales/", views.page("terms"), name="terms"),
    path("donnees-personnelles/", views.privacy, name="privacy"),
    path("accessibilite/", views.page("accessibility"), name="accessibility"),
    path("mentions-legales/", views.page("legal"), name="legal"),
    path("cookies/", views.page("cookies"), name="cookies"),
    path("plan-du-site/", views.page("sitemap"), name="sitemap"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("langue/", language.set_language, name="set_language"),
]
