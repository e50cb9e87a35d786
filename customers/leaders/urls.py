"""The leader search of one prospective community."""

from django.urls import path

from customers.leaders import board_views, candidate_views, sheet_views

ONE = "<uuid:candidate>/"

urlpatterns = [
    path("", board_views.leader_board, name="leader_board"),
    path("board.csv", board_views.leader_board_csv, name="leader_board_csv"),
    path("new/", board_views.leader_candidates, name="leader_candidates"),
    path(ONE, candidate_views.leader_candidate, name="leader_candidate"),
    path(f"{ONE}step/", candidate_views.leader_candidate_step, name="leader_candidate_step"),
    path(f"{ONE}discussions/", candidate_views.leader_discussions, name="leader_discussions"),
    path(f"{ONE}fit/", candidate_views.leader_fit, name="leader_fit"),
    path(f"{ONE}proposal/", candidate_views.leader_proposal, name="leader_proposal"),
    path(
        f"{ONE}proposal/withdrawal/",
        candidate_views.leader_proposal_withdrawal,
        name="leader_proposal_withdrawal",
    ),
    path(f"{ONE}sheet/", sheet_views.leader_sheet, name="leader_sheet"),
    path(f"{ONE}sheet/withdrawal/", sheet_views.leader_sheet_withdrawal, name="leader_sheet_withdrawal"),
]
