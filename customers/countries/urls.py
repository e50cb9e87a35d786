"""Countries."""

from django.urls import path

from customers.countries import views

urlpatterns = [
    path("", views.countries, name="countries"),
    path("<slug:code>/", views.country, name="country"),
]
