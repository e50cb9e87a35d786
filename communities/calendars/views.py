"""One's own calendar address, and the file behind it."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from communities.calendars.addressing import end_address, entries_behind, make_address
from communities.calendars.calendar_address import CalendarAddress
from communities.community.standing import acting_person
from tenancy.permissions.declaring import requires
from tenancy.permissions.permission import Permission
from tenancy.surfaces.addresses import address
from tenancy.wall.middleware import ActedRequest


@requires(Permission.SIGNED_IN)
@never_cache
@require_http_methods(["GET", "POST"])
def calendar_address(request: ActedRequest) -> HttpResponse:
    """Says whether there is an address; POST makes a new one and shows it once."""
    person, secret = acting_person(request), ""
    if request.method == "POST":
        made = make_address(person, at=timezone.now())
        secret = f"{settings.PUBLIC_URL}{reverse('calendar_feed', kwargs={'secret': made})}"
    held = CalendarAddress.objects.visible_to(person).first()
    return render(request, "communities/calendars/address.html", {"held": held, "secret": secret})


@requires(Permission.SIGNED_IN)
@require_POST
def calendar_address_end(request: ActedRequest) -> HttpResponse:
    """Ends the address."""
    end_address(acting_person(request))
    messages.success(request, _("Ended. Calendars that read this address find nothing any more."))
    return redirect(address(request, "calendar_address"))


@requires(Permission.PUBLIC)
@never_cache
@require_GET
def calendar_feed(request: ActedRequest, secret: str) -> HttpResponse:
    """The meetings behind the address, for a calendar that asks now and then."""
    from communities.calendars.feed import feed_of  # the calendar library loads when a calendar asks

    entries = entries_behind(secret)
    if entries is None:
        raise Http404
    content = feed_of(entries, host=request.get_host().partition(":")[0])
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'inline; filename="meetings.ics"'
    response.headers["Referrer-Policy"] = "no-referrer"
    return response
