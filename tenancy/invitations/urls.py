"""The address of an invitation."""

from django.urls import path

from tenancy.invitations import views

urlpatterns = [path("<str:token>/", views.invitation, name="invitation")]
