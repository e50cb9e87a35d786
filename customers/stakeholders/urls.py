"""What surrounds a prospective community."""

from django.urls import path

from customers.stakeholders import views

urlpatterns = [
    path("stakeholders/", views.stakeholders, name="stakeholders"),
    path("stakeholders/stakeholders.csv", views.stakeholders_csv, name="stakeholders_csv"),
    path("stakeholders/<uuid:stakeholder>/", views.stakeholder, name="stakeholder"),
    path("conflicts/", views.conflicts, name="conflicts"),
    path("conflicts/conflicts.csv", views.conflicts_csv, name="conflicts_csv"),
    path("conflicts/<uuid:conflict>/", views.conflict, name="conflict"),
    path("interests/", views.interest_map, name="interest_map"),
]
