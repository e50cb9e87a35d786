"""Segments: what they are, their rules, their runs, their accounts."""

from django.urls import path

from customers.leaders import segment_views
from customers.segments import editor_views, map_views, views

urlpatterns = [
    path("", views.segments, name="segments"),
    path("runs/", views.segment_runs, name="segment_runs"),
    path("versions/", views.segment_versions, name="segment_versions"),
    path("map/", map_views.potential_map, name="potential_map"),
    path("map/accounts.csv", map_views.potential_map_csv, name="potential_map_csv"),
    path("rules/", editor_views.segment_rules, name="segment_rules"),
    path("rules/publication/", editor_views.segment_publication, name="segment_publication"),
    path("rules/draft/", editor_views.segment_draft, name="segment_draft"),
    path("accounts/<uuid:account>/", views.account_segment, name="account_segment"),
    path("of/<slug:key>/", views.segment, name="segment"),
    path("of/<slug:key>/centres/", segment_views.segment_centres, name="segment_centres"),
    path("of/<slug:key>/accounts.csv", views.segment_csv, name="segment_csv"),
]
