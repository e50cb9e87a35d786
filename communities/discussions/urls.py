"""Addresses of threads and posts, below a community's own."""

from django.urls import path

from communities.discussions import post_views, views, wish_views
from communities.discussions.attachments.views import attachment

THREAD = "<slug:community>/threads/<uuid:thread>/"
POST = "<slug:community>/posts/<uuid:post>/"

urlpatterns = [
    path("<slug:community>/threads/new/", views.new_thread, name="new_thread"),
    path("<slug:community>/threads/new/preview/", views.new_thread_preview, name="new_thread_preview"),
    path("<slug:community>/threads/new/draft/", wish_views.new_thread_draft, name="new_thread_draft"),
    path(THREAD, views.thread, name="thread"),
    path(f"{THREAD}posts/", views.replies, name="replies"),
    path(f"{THREAD}preview/", views.thread_preview, name="thread_preview"),
    path(f"{THREAD}draft/", wish_views.thread_draft, name="thread_draft"),
    path(f"{THREAD}following/", wish_views.following, name="following"),
    path(POST, post_views.post, name="post"),
    path(f"{POST}edit/", post_views.edit, name="edit_post"),
    path(f"{POST}revisions/", post_views.revisions, name="revisions"),
    path(f"{POST}removal/", post_views.removal, name="removal"),
    path(f"{POST}restoration/", post_views.restoration, name="restoration"),
    path(f"{POST}acceptance/", post_views.acceptance, name="acceptance"),
    path(f"{POST}reactions/<slug:kind>/", post_views.reactions, name="reactions"),
    path(f"{POST}attachments/<uuid:attachment>/", attachment, name="attachment"),
]
