"""How jobs look in the interface."""

from typing import Any

from rest_framework import serializers

from customers.imports.import_job import Format, ImportJob, State
from customers.imports.lifecycle import UPSERT
from customers.interface.strict import StrictSerializer, Text
from tenancy.intake.columns import Kind
from tenancy.slots.imports import objects

FIELDS = (
    *(
        "id",
        "object",
        "operation",
        "format",
        "state",
        "dry_run",
        "received",
        "successful",
        "failed",
        "unprocessed",
    ),
    *("rows_read", "file_name", "size", "sha256", "options", "mapping", "read", "reason"),
    *("created_at", "uploaded_at", "started_at", "finished_at"),
)
OPTIONS = {
    "encoding": ("utf-8", "utf-8-sig", "utf-16", "cp1252", "latin-1"),
    "delimiter": (",", ";", "\t", "|"),
    "decimal": (".", ","),
    "date_order": ("DMY", "MDY"),
    "exact_duplicates": ("keep", "skip"),
    "days": ("whole", "partial"),
    "ids": ("as_written", "whole_numbers"),
}
# Which right of the object a job needs beside jobs:write; the rest are accounts and what hangs on them.
SCOPES = {"sales": "sales:write"}
NOT_FOR_CLIENTS = frozenset({"memberships", "activity"})


def objects_for_clients() -> list[str]:
    """What a client may bring by a job."""
    return sorted(name for name in objects if name not in NOT_FOR_CLIENTS)


class JobFields(StrictSerializer):
    """A new job. `mapping` names columns of the file: {"heading in the file": "field"}."""

    object = serializers.ChoiceField(choices=[])
    operation = serializers.ChoiceField(choices=[UPSERT], default=UPSERT)
    format = serializers.ChoiceField(choices=Format.choices)
    dry_run = serializers.BooleanField(default=False)
    file_name = Text(allow_null=False, max_length=200)
    source = Text(allow_null=False, allow_blank=False, max_length=60)  # type: ignore[assignment]  # a name of Field too
    mapping = serializers.DictField(child=serializers.CharField(max_length=60), required=False)
    encoding = serializers.ChoiceField(choices=OPTIONS["encoding"], required=False)
    delimiter = serializers.ChoiceField(choices=OPTIONS["delimiter"], required=False)
    decimal = serializers.ChoiceField(choices=OPTIONS["decimal"], required=False)
    date_order = serializers.ChoiceField(choices=OPTIONS["date_order"], required=False)
    exact_duplicates = serializers.ChoiceField(choices=OPTIONS["exact_duplicates"], required=False)
    days = serializers.ChoiceField(choices=OPTIONS["days"], required=False)
    ids = serializers.ChoiceField(choices=OPTIONS["ids"], required=False)
    defaults = serializers.DictField(child=Text(allow_null=False, max_length=200), required=False)

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """`defaults` are for fields of text that the object has."""
        texts = {column.name for column in objects[attrs["object"]].columns if column.kind is Kind.TEXT}
        wrong = [name for name, value in attrs.get("defaults", {}).items() if name not in texts or not value]
        if wrong:
            said = f"A usual value is a text for one of: {', '.join(sorted(texts))}."
            raise serializers.ValidationError({"defaults": dict.fromkeys(wrong[:20], said)})
        return attrs

    def get_fields(self) -> dict[str, Any]:
        """The objects are known once every app has named its own."""
        fields = super().get_fields()
        fields["object"] = serializers.ChoiceField(choices=objects_for_clients())
        return fields


class ShownJob(serializers.ModelSerializer[ImportJob]):
    """A job. successful + failed + unprocessed = received from the moment the file has been read."""

    state = serializers.ChoiceField(choices=State.values)
    read = serializers.DictField(help_text="What was found out about the file: encoding, columns, warnings.")
    mapping = serializers.DictField(child=serializers.CharField())
    options = serializers.DictField()

    class Meta:
        model = ImportJob
        fields = FIELDS


class JobPage(serializers.Serializer[Any]):
    """A page of jobs, the newest first; `next` is the cursor of the following one, null at the end."""

    items = ShownJob(many=True)
    next = serializers.CharField(allow_null=True)


class Difference(serializers.Serializer[Any]):
    """after = before + file - rejected - duplicates - older + rounding - replaced (+ elsewhere)."""

    currency = serializers.CharField()
    before = serializers.CharField(help_text="In the store when the job began.")
    file = serializers.CharField(help_text="In the file, refused rows as well as far as they can be read.")
    rejected = serializers.CharField(help_text="Of which refused.")
    duplicates = serializers.CharField(help_text="Of which copies of a row of the file that were left out.")
    older = serializers.CharField(help_text="Of which older than what is known.")
    rounding = serializers.CharField(help_text="From rounding the lines of a month to the smallest coin.")
    replaced = serializers.CharField(help_text="What stood where rows of the file stand now, equal or not.")
    after = serializers.CharField(help_text="In the store when the job ended.")


class CurrencyTotal(Difference):
    """All months of one currency."""

    elsewhere = serializers.CharField(help_text="What others changed in the store meanwhile.")


class MonthTotal(Difference):
    """One month of one currency."""

    month = serializers.CharField()


class JobReconciliation(serializers.Serializer[Any]):
    """Why the counts and the sums are what they are; `totals`, `months` and `lines` for sales alone."""

    received = serializers.IntegerField()
    successful = serializers.IntegerField()
    failed = serializers.IntegerField()
    unprocessed = serializers.IntegerField()
    new = serializers.IntegerField(required=False)
    changed = serializers.IntegerField(required=False)
    unchanged = serializers.IntegerField(required=False)
    replaced = serializers.IntegerField(required=False)
    older = serializers.IntegerField(required=False)
    account_months = serializers.IntegerField(required=False)
    lines = serializers.DictField(child=serializers.IntegerField(), required=False)
    exact_duplicates = serializers.ListField(child=serializers.DictField(), required=False)
    totals = CurrencyTotal(many=True, required=False)
    months = MonthTotal(many=True, required=False)
    errors = serializers.ListField(child=serializers.DictField(), help_text="The first refused rows.")  # type: ignore[assignment]  # a name of Field too
