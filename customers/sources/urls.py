"""Sources."""

from django.urls import path

from customers.sources import views

urlpatterns = [
    path("", views.sources, name="sources"),
    path("<path:code>/", views.source, name="source"),
]
