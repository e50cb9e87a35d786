"""Webhooks."""

from django.urls import path

from customers.webhooks import log_views, views

ONE = "<uuid:webhook>/"
DELIVERY = f"{ONE}deliveries/<uuid:delivery>/"
urlpatterns = [
    path("", views.webhooks, name="webhooks"),
    path("new/", views.webhook_new, name="webhook_new"),
    path(ONE, views.webhook, name="webhook"),
    path(f"{ONE}edit/", views.webhook_edit, name="webhook_edit"),
    path(f"{ONE}secret/", views.webhook_secret, name="webhook_secret"),
    path(f"{ONE}test/", views.webhook_test, name="webhook_test"),
    path(f"{ONE}switch/", views.webhook_switch, name="webhook_switch"),
    path(f"{ONE}removal/", views.webhook_removal, name="webhook_removal"),
    path(f"{ONE}redelivery/", log_views.webhook_redeliveries, name="webhook_redeliveries"),
    path(DELIVERY, log_views.webhook_delivery, name="webhook_delivery"),
    path(f"{DELIVERY}redelivery/", log_views.webhook_redelivery, name="webhook_redelivery"),
]
