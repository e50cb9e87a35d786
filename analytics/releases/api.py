"""What communities have released, for the firm's own systems: the same figures as on the page, no more."""

from typing import Any

from django.db.models import QuerySet
from django.utils.translation import override
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework import serializers
from rest_framework.request import Request
from rest_framework.response import Response

from analytics.releases.figures import ACTIVE, CONTRIBUTORS, MEMBERS
from analytics.releases.page import written
from analytics.releases.released_figure import ReleasedFigure
from analytics.releases.rule import Shown
from customers.interface.cursors import PAGING, page_of
from customers.interface.records import page_serializer
from customers.interface.resource import Resource
from customers.interface.strict import Month

FIELDS = ("id", "community_id", "month", "figure", "shown")
TOLD = (MEMBERS, ACTIVE, CONTRIBUTORS)


class ShownFigure(serializers.Serializer[Any]):
    """A figure of a community and month as it was released: stored once, never computed again.

    `about` is rounded to 5, `of` likewise; near the ends of a group `says` is "few" or "most" and `about` null.
    A figure that may not be said is not there.
    """

    id = serializers.UUIDField()
    community = serializers.UUIDField()
    month = serializers.CharField()
    figure = serializers.ChoiceField(choices=TOLD)
    about = serializers.IntegerField(allow_null=True)
    of = serializers.IntegerField(allow_null=True)
    percent = serializers.IntegerField(allow_null=True)
    says = serializers.CharField()
    text = serializers.CharField(help_text="The figure in words, as the page says it in English.")


FigurePage = page_serializer(ShownFigure, name="ReleasedFigurePage")


class ReleasedFigures(Resource):
    """Figures about customer communities after the release rule and the communities' preview."""

    scope = "reports:read"
    parameters = {"GET": (*PAGING, OpenApiParameter("month", str, description="YYYY-MM"))}

    @extend_schema(operation_id="list_released_figures", responses=FigurePage)
    def get(self, request: Request) -> Response:
        """A page, in the order in which the figures were stored."""
        asked = request.query_params
        page = page_of(_figures(asked), asked, of="released-figures", fields=FIELDS)
        return Response(page | {"items": [_shown(row) for row in page["items"]]})


def _figures(asked: Any) -> "QuerySet[ReleasedFigure]":
    rows = ReleasedFigure.objects.filter(crossed_at__isnull=False, figure__in=TOLD)
    if "month" in asked:
        month = Month().canonical(asked["month"])
        if month is None:
            raise serializers.ValidationError({"month": "This must be a month, YYYY-MM."})
        rows = rows.filter(month=month)
    return rows


def _shown(row: dict[str, Any]) -> dict[str, Any]:
    shown = Shown.read(row["shown"])
    with override("en"):
        text = written(ReleasedFigure(figure=row["figure"], shown=row["shown"]))
    return {
        "id": row["id"],
        "community": row["community_id"],
        "month": f"{row['month']:%Y-%m}",
        "figure": row["figure"],
        "about": shown.about,
        "of": shown.of,
        "percent": shown.percent,
        "says": shown.says,
        "text": text,
    }
