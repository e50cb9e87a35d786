"""Kinds, stages, privacy levels and the roles that a membership carries."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Kind(TextChoices):
    """What a community is; fixed at creation."""

    INDUCED_COP = "induced_cop", _("Community of practice")
    STRATEGIC = "strategic", _("Strategic community")
    CO_INNOVATION = "co_innovation", _("Co-innovation community")
    CUSTOMER = "customer", _("Customer community")
    DEMO = "demo", _("Demonstration")
    ARCHIVE = "archive", _("Archive of imported records")


class Stage(TextChoices):
    """The life of a community, in order."""

    IDEA = "idea", _("Idea")
    PREPARATION = "preparation", _("Preparation")
    INITIATION = "initiation", _("Initiation")
    ACTIVE = "active", _("Active")
    SUSTAINING = "sustaining", _("Sustaining")
    RENEWAL = "renewal", _("Renewal")
    CLOSED = "closed", _("Closed")


class PrivacyLevel(TextChoices):
    """What of a customer community may reach the sponsor; no level opens discussions to it."""

    CLOSED = "closed", _("Closed")
    AGGREGATES = "aggregates", _("Monthly figures")
    SUMMARY = "summary", _("Published summaries")
    PORTAL = "portal", _("Chosen threads for the portal")


class MemberRole(TextChoices):
    """What a member does in the community."""

    MEMBER = "member", _("Member")
    LEADER = "leader", _("Leader")
    DEPUTY = "deputy", _("Deputy")
    MODERATOR = "moderator", _("Moderator")


class MemberState(TextChoices):
    """Where a membership stands. Content opens with `active` alone."""

    INVITED = "invited", _("Invited")
    REQUESTED = "requested", _("Waiting for the leader")
    ACTIVE = "active", _("Active")
    ENDED = "ended", _("Ended")


class EntryRoute(TextChoices):
    """How a member came: volunteers contribute more than the assigned (A4.10), so the route is kept."""

    VOLUNTEERED = "volunteered", _("Volunteered")
    INVITED = "invited", _("Invited and accepted")
    ASSIGNED = "assigned", _("Assigned")
    IMPORTED = "imported", _("Imported")
    FOUNDED = "founded", _("Founded")


INTERNAL_KINDS = (Kind.INDUCED_COP, Kind.STRATEGIC)
