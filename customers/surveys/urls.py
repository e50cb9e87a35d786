"""Surveys in the workspace."""

from django.urls import path

from customers.surveys import views, wave_views

WAVE = "<uuid:survey>/waves/<int:wave>/"

urlpatterns = [
    path("", views.surveys, name="surveys"),
    path("drafts/", views.survey_drafts, name="survey_drafts"),
    path("method/", views.survey_method, name="survey_method"),
    path("<uuid:survey>/", views.survey, name="survey"),
    path("<uuid:survey>/questions/", views.survey_questions, name="survey_questions"),
    path("<uuid:survey>/waves/", views.survey_waves, name="survey_waves"),
    path("<uuid:survey>/gaps/", views.survey_gaps, name="survey_gaps"),
    path("<uuid:survey>/results.csv", views.survey_csv, name="survey_csv"),
    path("<uuid:survey>/answers.csv", views.survey_answers_csv, name="survey_answers_csv"),
    path(WAVE, wave_views.survey_wave, name="survey_wave"),
    path(f"{WAVE}invitations/", wave_views.survey_invitations, name="survey_invitations"),
    path(f"{WAVE}links/", wave_views.survey_loose_links, name="survey_loose_links"),
    path(f"{WAVE}answers/", wave_views.survey_answers, name="survey_answers"),
    path(f"{WAVE}end/", wave_views.survey_wave_end, name="survey_wave_end"),
]
