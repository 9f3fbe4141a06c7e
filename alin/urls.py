"""Every address of the site; each app's own are in its urls.py. Paths are in French, names in English."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from offers.views.eligibility import eligibility
from offers.views.photos import photo

# Without request, session or database: when this shows, any of them may be what is broken.
handler500 = "alin.pages.errors.server_error"

urlpatterns = [
    path("", include("alin.pages.urls")),
    path("compte/", include("accounts.urls")),
    path("", include("applications.urls")),
    path("suis-je-eligible/", eligibility, name="eligibility"),
    path("offres/", include("offers.urls")),
    path("", include("candidatures.urls")),
    path("bailleur/offres/", include("offers.landlord_urls")),
    path("bailleur/", include("candidatures.landlord_urls")),
    path("entreprise/", include("applications.employer_urls")),
    path("", include("accounts.team_urls")),
    path("site-enregistrement/", include("alin.simulator.urls")),
    path("admin/", admin.site.urls),
    # Photos of offers are public; nothing private is ever stored below MEDIA_ROOT/offers.
    path(
        "media/offers/<path:path>",
        photo,
        {"document_root": settings.MEDIA_ROOT / "offers"},
        name="offer_photo",
    ),
]
if settings.DEMO:
    urlpatterns.append(path("demo/", include("alin.demo.urls")))
