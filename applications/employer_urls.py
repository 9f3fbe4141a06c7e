"""Addresses of the employers' space."""

from django.urls import path

from accounts.team_urls import team_urls
from applications.views import employer, validating

app_name = "employer"
urlpatterns = [
    path("", employer.home, name="home"),
    path("a-valider/", validating.to_validate, name="to_validate"),
    path("politique-logement/", employer.policy, name="policy"),
    path("salaries/<int:pk>/", employer.employee, name="employee"),
    path("salaries/<int:pk>/valider/", validating.approve_employee, name="approve"),
    path("salaries/<int:pk>/refuser/", validating.refuse_employee, name="refuse"),
    *team_urls("employer"),
]
