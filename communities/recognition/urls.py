"""Addresses of a community's recognition."""

from django.urls import path

from communities.recognition import views

HERE = "<slug:community>/recognition/"

urlpatterns = [
    path(HERE, views.recognitions, name="recognitions"),
    path(f"{HERE}new/", views.recognition_new, name="recognition_new"),
    path(f"{HERE}recognition.csv", views.recognitions_csv, name="recognitions_csv"),
    path(
        f"{HERE}<uuid:recognition>/withdrawal/", views.recognition_withdrawal, name="recognition_withdrawal"
    ),
    path(f"{HERE}<uuid:recognition>/copies/", views.recognition_copies, name="recognition_copies"),
    path(f"{HERE}copies/<uuid:copy>/hiding/", views.recognition_hiding, name="recognition_hiding"),
]
