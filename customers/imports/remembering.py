"""Remembering how the files of a source are read, and recalling it for the next one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from customers.imports.remembered_mapping import RememberedMapping, key_of
from tenancy.people.person import Person


@dataclass(frozen=True, slots=True)
class Recalled:
    """What is known of files like this one; `exact` where the headings were the very same."""

    mapping: dict[str, str] = field(default_factory=dict)
    options: dict[str, Any] = field(default_factory=dict)
    exact: bool = False
    at: datetime | None = None


def recall(object_name: str, source: str, headings: Sequence[str]) -> Recalled:
    """The mapping of the same headings, else that of the source's newest file for the headings they share.

    Needs the open scope of a person who may import.
    """
    known = RememberedMapping.objects.filter(object=object_name, source=source)
    same = known.filter(headings_key=key_of(headings)).first()
    if same is not None:
        return Recalled(_shared(same.mapping, headings), same.options, exact=True, at=same.used_at)
    newest = known.order_by("-used_at").first()
    if newest is None or not (shared := _shared(newest.mapping, headings)):
        return Recalled()
    return Recalled(shared, newest.options, at=newest.used_at)


def remember(
    object_name: str,
    source: str,
    *,
    headings: Sequence[str],
    mapping: Mapping[str, str],
    options: Mapping[str, Any],
    by: Person,
    at: datetime,
) -> None:
    """Keeps it for the next file; needs the open scope of `by`."""
    said = {"mapping": dict(mapping), "options": dict(options), "used_at": at}
    place = {"object": object_name, "source": source, "headings_key": key_of(headings)}
    known = RememberedMapping.objects.filter(**place).first()
    row = known or RememberedMapping(**place, headings=list(headings), created_by=by)
    for name, value in said.items():
        setattr(row, name, value)
    row.save()


def _shared(mapping: Mapping[str, str], headings: Sequence[str]) -> dict[str, str]:
    return {heading: name for heading, name in mapping.items() if heading in headings}
