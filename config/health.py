"""`GET /healthz`: whether the whole product works, for load balancers and for `bin/run`."""

from django.db import DatabaseError, InterfaceError
from django.http import HttpRequest, JsonResponse

from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.wall.functions import call_rows

FRESH_SECONDS = 20.0
PARTS = ("dispatcher", "broker", "worker")


@requires(Permission.PUBLIC)
def healthz(request: HttpRequest) -> JsonResponse:
    """200 when the database answers and all parts were seen lately; otherwise 503, naming those `down`."""
    try:
        seen = {process.split()[0] for process, seconds in call_rows("heartbeats") if seconds < FRESH_SECONDS}
        down = [part for part in PARTS if part not in seen]
    except (DatabaseError, InterfaceError):
        down = ["database"]
    answer = JsonResponse({"status": "down" if down else "ok", "down": down}, status=503 if down else 200)
    answer.headers["Cache-Control"] = "no-store"
    return answer
