"""Addresses of tasks, the same in both surfaces."""

from django.urls import path

from tenancy.tasks import views

urlpatterns = [path("<uuid:task>/", views.task, name="task")]
