"""What holds a kick-off up, told by who prepares it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from communities.community.standing import acting_person
from customers.preparation.board import stewarded_by
from customers.preparation.forms import DelayForm
from customers.preparation.page import board_page
from customers.training.delay import DelayCause
from customers.training.recording import tell_delay
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@require_POST
@requires(Permission.PREPARE_CUSTOMER_COMMUNITY)
def kick_off_delay(request: ActedRequest, community: str) -> HttpResponse:
    """Writes the cause down; an earlier word stays as history."""
    person = acting_person(request)
    place = get_object_or_404(stewarded_by(person, community))
    form = DelayForm(request.POST)
    if not form.is_valid():
        values = board_page(person, failed=form, at=place.slug)
        return render(request, "customers/preparation/preparation.html", values, status=400)
    told = form.cleaned_data
    tell_delay(place, cause=DelayCause(told["cause"]), note=told["note"], by=person, at=timezone.now())
    messages.success(request, _("Noted. The programme page counts it as a cause, without your name."))
    return redirect(address(request, "preparation"))
