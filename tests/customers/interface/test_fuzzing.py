"""Generated calls against the published schema: no 5xx, nothing undocumented, for any kind of token (A10.10).

`COLLEGIUM_CASES=50000 bin/test tests/customers/interface/test_fuzzing.py` spreads so many over all kinds and addresses.
"""

import os
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import schemathesis
from django.core.wsgi import get_wsgi_application
from django.utils import timezone
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import checks as general
from schemathesis.specs.openapi import checks

from customers.clients.api_client import Scope
from customers.clients.keys import make_key
from customers.clients.registering import register_client
from tenancy.wall.scope import acting_for
from tests.cast import Cast

READING = [scope for scope in Scope.values if scope.endswith(":read")]
KINDS: dict[str, dict[str, Any]] = {
    "full": {},
    "read only": {"scopes": READING},
    "one source": {"sources": ["crm"]},
    "other tenant": {"tenant": "rivalis"},
    "expired": {"ends_in": timedelta(seconds=-1)},
    "elsewhere": {"networks": ["192.0.2.0/24"]},
}
CHECKS = [
    general.not_a_server_error,
    checks.status_code_conformance,
    checks.content_type_conformance,
    checks.response_headers_conformance,
    checks.response_schema_conformance,
]
CASES = int(os.environ.get("COLLEGIUM_CASES", "0"))


@pytest.fixture
def key_of(cast: Cast, committed: None) -> Callable[[str], str]:
    """`key_of("read only")`: a key of that kind."""

    def made(kind: str) -> str:
        said, now = dict(KINDS[kind]), timezone.now()
        scopes, ends_in = said.pop("scopes", Scope.values), said.pop("ends_in", None)
        with acting_for(getattr(cast, said.pop("tenant", "ardenne")), purpose="command"):
            client, _secret = register_client(kind, scopes=scopes, at=now, calls_per_minute=1_000_000, **said)
            return make_key(client, at=now, valid_until=ends_in and now + ends_in)[1]

    return made


@pytest.mark.parametrize("kind", KINDS)
def test_whatever_is_sent_is_answered_as_documented(
    key_of: Callable[[str], str], kind: str, settings: Any
) -> None:
    settings.API_CALLS_PER_MINUTE_OF_TENANT = 10_000_000
    key = key_of(kind)
    schema: Any = schemathesis.openapi.from_wsgi("/api/v1/schema?format=json", get_wsgi_application())
    operations = [result.ok() for result in schema.get_all_operations()]
    each = max(2, CASES // len(KINDS) // len(operations))
    wrong: dict[str, str] = {}
    for operation in operations:
        _fuzz(operation, key, cases=each, wrong=wrong)
    assert not wrong, "\n\n".join(wrong.values())


def _fuzz(operation: Any, key: str, *, cases: int, wrong: dict[str, str]) -> None:
    """Calls the operation with generated values, half of them against its schema."""

    def call(case: Any) -> None:
        try:
            case.call_and_validate(headers={"Authorization": f"Bearer {key}"}, checks=CHECKS)
        except (Exception, BaseExceptionGroup) as found:  # several findings come as a group
            wrong.setdefault(operation.label, f"{operation.label}: {str(found)[:900]}")

    for mode in schemathesis.GenerationMode:
        strategy = operation.as_strategy(generation_mode=mode)
        tried = settings(
            max_examples=max(1, cases // 2),
            deadline=None,
            database=None,
            phases=[Phase.generate],
            derandomize=not CASES,
            suppress_health_check=list(HealthCheck),
        )
        tried(given(case=strategy)(call))()
