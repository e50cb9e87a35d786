"""Addresses of training."""

from django.urls import path

from customers.training import views

urlpatterns = [
    path("", views.trainings, name="trainings"),
    path("trainings.csv", views.trainings_csv, name="trainings_csv"),
    path("<uuid:training>/removal/", views.training_removal, name="training_removal"),
]
