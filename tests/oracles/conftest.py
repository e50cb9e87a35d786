"""Crawling: thousands of requests in one test."""

import logging
from collections.abc import Iterator

import pytest


@pytest.fixture
def crawling(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Keeps neither the log of refusals, whose records hold their requests, nor copies of every template's context."""
    monkeypatch.setattr("django.test.client.store_rendered_templates", lambda *_args, **_kwargs: None)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)
