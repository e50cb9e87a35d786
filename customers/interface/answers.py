"""How the answer to a batch looks, for the published schema."""

from typing import Any

from rest_framework import serializers


class RowErrorSerializer(serializers.Serializer[Any]):
    """One thing that is wrong with a row."""

    field = serializers.CharField()
    code = serializers.CharField()
    message = serializers.CharField()


class RowAnswerSerializer(serializers.Serializer[Any]):
    """What became of one row, counted from 0."""

    row = serializers.IntegerField()
    status = serializers.ChoiceField(choices=["successful", "failed", "unprocessed"])
    errors = RowErrorSerializer(many=True)  # type: ignore[assignment]  # a name of Field too


class AnswerSerializer(serializers.Serializer[Any]):
    """successful + failed + unprocessed = received; of the successful ones, so many were new or changed."""

    object = serializers.CharField()
    dry_run = serializers.BooleanField()
    received = serializers.IntegerField()
    successful = serializers.IntegerField()
    failed = serializers.IntegerField()
    unprocessed = serializers.IntegerField()
    new = serializers.IntegerField()
    changed = serializers.IntegerField()
    unchanged = serializers.IntegerField()
    rows = RowAnswerSerializer(many=True)


class TotalSerializer(serializers.Serializer[Any]):
    """What was there, came and is there now; `file` includes `rejected`, `rounding` is of lines."""

    currency = serializers.CharField()
    before = serializers.CharField()
    file = serializers.CharField()
    rejected = serializers.CharField()
    rounding = serializers.CharField()
    after = serializers.CharField()


class MonthSerializer(TotalSerializer):
    """The same for one month."""

    month = serializers.CharField()


class SalesAnswerSerializer(AnswerSerializer):
    """The answer to sales, with the reconciliation by currency and by month."""

    shape = serializers.ChoiceField(choices=["month", "line"])
    replaced = serializers.IntegerField()
    account_months = serializers.IntegerField()
    totals = TotalSerializer(many=True)
    months = MonthSerializer(many=True)
