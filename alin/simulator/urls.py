"""Addresses of the simulated registration site; each is a 404 where REGISTRY_URL is set.

A demande goes by a reference drawn from its number, so that no number gets into a log.
"""

from django.urls import URLPattern, URLResolver, path

from alin.simulator import api
from alin.simulator.views import changing, demande, entry

app_name = "simulator"
urlpatterns: list[URLPattern | URLResolver] = [
    path("", entry.find, name="find"),
    path("nouvelle-demande/", entry.create, name="create"),
    path("quitter/", entry.leave, name="leave"),
    path("communes/", entry.communes, name="communes"),
    path("demande/<slug:reference>/", demande.overview, name="demande"),
    path("demande/<slug:reference>/attestation/", demande.certificate, name="certificate"),
    path("demande/<slug:reference>/renouveler/", demande.renew, name="renew"),
    path("demande/<slug:reference>/pieces/", demande.documents, name="documents"),
    path("demande/<slug:reference>/radier/", demande.strike_off, name="strike_off"),
    path(
        "demande/<slug:reference>/codemandeur/retirer/",
        changing.remove_co_applicant,
        name="remove_co_applicant",
    ),
    path("demande/<slug:reference>/modifier/<slug:key>/", changing.section, name="section"),
    # For other programs, with a token: the gateway's contract (docs/registry.md).
    path("api/demandes/<str:number>", api.demande, name="api_demande"),
    path("api/demandes/<str:number>/contact", api.contact, name="api_contact"),
    path("api/changements", api.changes, name="api_changes"),
]
