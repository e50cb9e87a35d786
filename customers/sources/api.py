"""Sources in the interface: their configuration, and how fresh each object of them is (A9.12)."""

from typing import Any

from django.http import Http404
from django.utils import timezone
from drf_spectacular.utils import extend_schema
from rest_framework import exceptions, serializers
from rest_framework.request import Request
from rest_framework.response import Response

from customers.interface.conditions import check_match
from customers.interface.resource import Resource
from customers.interface.strict import StrictSerializer, Text
from customers.sources.configuring import OBJECTS, AlreadyThere, add_source, configure
from customers.sources.freshness import feeds_of, sources_with_feeds
from customers.sources.source_system import SourceKind, SourceSystem

READ, WRITE = "accounts:read", "accounts:write"
SETTINGS = ("name", "kind", "feeds", "default_currency", "missing_is_zero", "rhythm_days")
EMPTY = {
    "name": "", "kind": "unknown", "feeds": [], "default_currency": "", "missing_is_zero": False, "rhythm_days": None,
}  # fmt: skip


class SourceFields(StrictSerializer):
    """The settings of a source."""

    name = Text(max_length=120, allow_null=False)
    kind = serializers.ChoiceField(choices=SourceKind.choices, required=False, allow_null=True)
    feeds = serializers.ListField(
        child=serializers.ChoiceField(choices=OBJECTS), required=False, allow_null=True, max_length=20
    )
    default_currency = serializers.RegexField(
        r"^([A-Z]{3})?$", required=False, allow_blank=True, allow_null=True
    )
    missing_is_zero = serializers.BooleanField(required=False, allow_null=True)
    rhythm_days = serializers.IntegerField(min_value=1, max_value=400, required=False, allow_null=True)


class NewSource(SourceFields):
    """A source that is set up before its first record."""

    code = Text(max_length=60, required=True, allow_null=False, allow_blank=False)


class ShownFeed(serializers.Serializer[Any]):
    """One object of a source: fresh, stale, never (expected, but not come yet) or unasked (no rhythm)."""

    object = serializers.CharField()
    state = serializers.ChoiceField(choices=["fresh", "stale", "never", "unasked"])
    last_seen_at = serializers.DateTimeField(allow_null=True)
    last_changed_at = serializers.DateTimeField(allow_null=True)
    last_rows = serializers.IntegerField(allow_null=True)
    due_at = serializers.DateTimeField(allow_null=True)


class ShownSource(serializers.Serializer[Any]):
    """A source as it is configured."""

    code = serializers.CharField()
    name = serializers.CharField()
    kind = serializers.ChoiceField(choices=SourceKind.choices)
    feeds = serializers.ListField(child=serializers.CharField())
    default_currency = serializers.CharField()
    missing_is_zero = serializers.BooleanField()
    rhythm_days = serializers.IntegerField(allow_null=True)


class SourceList(serializers.Serializer[Any]):
    """All sources."""

    items = ShownSource(many=True)


class FreshnessList(serializers.Serializer[Any]):
    """What a source told, and when."""

    items = ShownFeed(many=True)


class Sources(Resource):
    """All sources of the tenant; there are few."""

    scope = {"GET": READ, "POST": WRITE}

    @extend_schema(operation_id="list_sources", responses=SourceList)
    def get(self, request: Request) -> Response:
        """Their settings."""
        return Response({"items": [_shown(source) for source in SourceSystem.objects.all()]})

    @extend_schema(operation_id="add_source", request=NewSource, responses={201: ShownSource})
    def post(self, request: Request) -> Response:
        """Sets up a source before its first record; one that speaks first is made by itself."""
        fields = NewSource(data=request.data)
        fields.is_valid(raise_exception=True)
        told = dict(fields.validated_data)
        if not self.token.may_touch(told["code"]):
            raise serializers.ValidationError({"code": "The client is limited to other sources."})
        try:
            made = add_source(told.pop("code"), at=timezone.now(), **_settings(told))
        except AlreadyThere:
            raise SourceExists from None
        return Response(_shown(made), status=201)


class SourceExists(exceptions.APIException):
    """A source has this code."""

    status_code = 409
    default_detail = "There is a source with this code. Change it with PATCH."
    default_code = "source_exists"


class Source(Resource):
    """One source; a change says by If-Match what it is based on."""

    scope = {"GET": READ, "PUT": WRITE, "PATCH": WRITE}
    configuration = True

    @extend_schema(operation_id="read_source", responses=ShownSource)
    def get(self, request: Request, code: str) -> Response:
        """Its settings."""
        return Response(_shown(_found(code)))

    @extend_schema(operation_id="put_source", request=SourceFields, responses=ShownSource)
    def put(self, request: Request, code: str) -> Response:
        """Replaces the settings; those left out are as of a new source."""
        return self._change(request, code, dict(EMPTY, name=code))

    @extend_schema(operation_id="patch_source", request=SourceFields, responses=ShownSource)
    def patch(self, request: Request, code: str) -> Response:
        """Changes the settings that are told; null puts one back."""
        return self._change(request, code, {})

    def _change(self, request: Request, code: str, base: dict[str, Any]) -> Response:
        source = _found(code)
        check_match(request, _shown(source))
        fields = SourceFields(data=request.data)
        fields.is_valid(raise_exception=True)
        configure(source, at=timezone.now(), **(base | _settings(fields.validated_data)))
        return Response(_shown(source))


class Freshness(Resource):
    """How fresh a source is."""

    scope = READ

    @extend_schema(operation_id="read_freshness", responses=FreshnessList)
    def get(self, request: Request, code: str) -> Response:
        """One entry for each object that it told or is expected to tell."""
        source = next((one for one in sources_with_feeds() if one.code == code), None)
        if source is None:
            raise Http404
        names = ("object", "state", "last_seen_at", "last_changed_at", "last_rows", "due_at")
        feeds = feeds_of(source, now=timezone.now())
        return Response({"items": [{name: getattr(feed, name) for name in names} for feed in feeds]})


def _settings(told: dict[str, Any]) -> dict[str, Any]:
    return {name: EMPTY[name] if value is None else value for name, value in told.items()}


def _found(code: str) -> SourceSystem:
    found = SourceSystem.objects.filter(code=code).first()
    if found is None:
        raise Http404
    return found


def _shown(source: SourceSystem) -> dict[str, Any]:
    return {"code": source.code, **{name: getattr(source, name) for name in SETTINGS}}
