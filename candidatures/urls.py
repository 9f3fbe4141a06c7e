"""Addresses of the applicant's candidatures."""

from django.urls import path

from candidatures.views import applicant, public

app_name = "candidatures"
urlpatterns = [
    path("mes-candidatures/", applicant.index, name="list"),
    path("mes-candidatures/cotation/", public.scale, name="scale"),
    path("mes-candidatures/postuler/<str:reference>/", applicant.apply, name="apply"),
    path("mes-candidatures/<int:pk>/", applicant.detail, name="detail"),
    path("mes-candidatures/<int:pk>/deposee/", applicant.applied, name="applied"),
    path("mes-candidatures/<int:pk>/annuler/", applicant.cancel, name="cancel"),
]
