"""Addresses of the employers' space."""

from django.urls import path

from applications.views import employer

app_name = "employer"
urlpatterns = [
    path("", employer.home, name="home"),
    path("salaries/<int:pk>/", employer.employee, name="employee"),
]
