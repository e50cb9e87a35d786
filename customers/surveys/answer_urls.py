"""The answer page, outside of both surfaces."""

from django.urls import path

from customers.surveys import answer_views

urlpatterns = [
    path("thanks/", answer_views.survey_thanks, name="survey_thanks"),
    path("<str:token>/", answer_views.survey_answer, name="survey_answer"),
]
