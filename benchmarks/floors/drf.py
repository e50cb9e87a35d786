"""100 rows by a DRF ModelSerializer: no sign-in, no wall, no middleware."""

import os
import sys
from collections.abc import Callable
from typing import Any

import django
from django.conf import settings
from django.core.wsgi import get_wsgi_application

from config.databases import database

settings.configure(
    SECRET_KEY="floor",
    ALLOWED_HOSTS=["*"],
    ROOT_URLCONF="benchmarks.floors.drf",
    INSTALLED_APPS=["rest_framework"],
    DATABASES={"default": database(os.environ["DATABASE_URL"])},
    REST_FRAMEWORK={
        "DEFAULT_AUTHENTICATION_CLASSES": [],
        "DEFAULT_PERMISSION_CLASSES": [],
        "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
        "UNAUTHENTICATED_USER": None,
    },
    MIDDLEWARE=["benchmarks.floors.drf.with_length"],
    USE_TZ=True,
)
sys.modules.setdefault("benchmarks.floors.drf", sys.modules[__name__])
django.setup()

# Below setup(): models need the apps.
from django.db import models  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402
from rest_framework import generics, serializers  # noqa: E402

FIELDS = ("id", "source", "external_id", "name", "type", "segment", "region", "country", "city", "postal_code",
          "merged_into_id", "created_at", "updated_at")  # fmt: skip


class FloorAccount(models.Model):
    """The floor's copy of the accounts."""

    id = models.UUIDField(primary_key=True)
    source = models.CharField(max_length=60)
    external_id = models.CharField(max_length=200)
    name = models.CharField(max_length=240)
    type = models.CharField(max_length=120)
    segment = models.CharField(max_length=120)
    region = models.CharField(max_length=120)
    country = models.CharField(max_length=60)
    city = models.CharField(max_length=120)
    postal_code = models.CharField(max_length=20)
    merged_into_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    updated_at = models.DateTimeField()

    class Meta:
        app_label = "floors"
        managed = False
        db_table = 'floor"."account'

    def __str__(self) -> str:
        return self.name


class FloorSerializer(serializers.ModelSerializer[FloorAccount]):
    """All fields."""

    class Meta:
        model = FloorAccount
        fields = FIELDS


class Floor(generics.ListAPIView[FloorAccount]):
    """All rows."""

    queryset = FloorAccount._default_manager.order_by("id")
    serializer_class: Any = FloorSerializer


def with_length(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Says how long the answer is, so that the connection can be kept."""

    def middleware(request: HttpRequest) -> HttpResponse:
        response = get_response(request)
        response.headers["Content-Length"] = str(len(response.content))
        return response

    return middleware


urlpatterns = [path("api/v1/accounts", Floor.as_view())]
application = get_wsgi_application()
