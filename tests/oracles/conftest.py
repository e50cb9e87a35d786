"""Crawling: thousands of requests in one test."""

import logging
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.http import HttpResponse
from django.views import defaults

from config import urls
from tenancy.wall.middleware import ActedRequest

Refusal = Callable[[Any, Exception], HttpResponse]


@pytest.fixture
def crawling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keeps neither the log of refusals, whose records hold their requests, nor copies of every template's context."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_kwargs: None)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def only_statuses(monkeypatch: pytest.MonkeyPatch) -> None:
    """Draws the page of a refusal once for each reader, surface and reason; afterwards only its status is told.

    For those who ask for nothing else: two of three answers in the matrix are such a page.
    """
    monkeypatch.setattr(
        urls, "handler403", _drawn_once(defaults.permission_denied, status=403), raising=False
    )
    monkeypatch.setattr(urls, "handler404", _drawn_once(defaults.page_not_found, status=404), raising=False)


def _drawn_once(page: Refusal, *, status: int) -> Refusal:
    drawn = set()

    def refuse(request: ActedRequest, exception: Exception) -> HttpResponse:
        actor = request.actor
        reason = str(exception) if status == 403 else ""
        reader = (actor.surface, actor.person and actor.person.id, actor.user_id, type(exception), reason)
        if reader in drawn:
            return HttpResponse(status=status)
        drawn.add(reader)
        return page(request, exception)

    return refuse
