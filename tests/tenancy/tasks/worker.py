"""The product's Celery application with the sample tasks beside its own."""

from config.celery import app
from tests.tenancy.tasks import sample_tasks

__all__ = ["app", "sample_tasks"]
