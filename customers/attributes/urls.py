"""Attributes."""

from django.urls import path

from customers.attributes import views

urlpatterns = [
    path("", views.attributes, name="attributes"),
    path("<slug:code>/", views.attribute, name="attribute"),
]
