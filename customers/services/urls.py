"""Services: the catalogue and the matrix."""

from django.urls import path

from customers.services import views

urlpatterns = [
    path("", views.services, name="services"),
    path("matrix.csv", views.service_matrix_csv, name="service_matrix_csv"),
    path("catalogue/", views.service_catalogue, name="service_catalogue"),
    path("offers/", views.service_offers, name="service_offers"),
    path("offers/end/", views.service_offer_end, name="service_offer_end"),
    path("deliveries/", views.service_deliveries, name="service_deliveries"),
]
