"""The address that ends a subscription, outside of both surfaces."""

from django.urls import path

from analytics.subscriptions import leaving_views

urlpatterns = [
    path("<uuid:key>/", leaving_views.subscription_leaving, name="subscription_leaving"),
]
