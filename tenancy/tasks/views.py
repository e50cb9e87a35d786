"""The progress of a task that one has started."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.tasks.queued_task import QueuedTask, TaskState
from tenancy.wall.middleware import ActedRequest

SHOWN = {
    TaskState.QUEUED: "waiting",
    TaskState.SENT: "waiting",
    TaskState.RUNNING: "running",
    TaskState.DONE: "done",
}


@requires(Permission.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "DELETE"])
def task(request: ActedRequest, task: UUID) -> HttpResponse:
    """GET: how far it is, as a page or as the piece that asks again by itself. DELETE: withdraws it."""
    person = request.actor.person
    row = get_object_or_404(QueuedTask.objects.visible_to(person), id=task) if person else None
    if row is None:
        return HttpResponse(status=404)
    if request.method == "DELETE":
        row.cancel()
        row.refresh_from_db()
    piece = request.headers.get("HX-Request") == "true"
    template = "components/progress.html" if piece else "tenancy/tasks/task.html"
    return render(request, template, progress_of(row, request))


def progress_of(row: QueuedTask, request: ActedRequest) -> dict[str, Any]:
    """The values of `components/progress.html` for a task that the reader has started."""
    return {
        "id": f"task-{row.id}",
        "label": row.label or _("Task"),
        "done": row.progress,
        "total": 100,
        "state": SHOWN.get(TaskState(row.state), "failed"),
        "poll_url": address(request, "task", task=row.id),
        "result_url": row.result_url,
        "error": _("You have stopped it.")
        if row.state == TaskState.CANCELLED
        else _("It could not be completed. The people who run this have been told."),
        "message": row.message,
        "task": row,
    }
