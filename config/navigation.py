"""Who finds what in the navigation: the two tracks of the workspace, the portal's masthead."""

from django.utils.translation import gettext_lazy as _

from tenancy.permissions.permission import Permission
from tenancy.slots.navigation import Item, Track, tracks

INTERNAL_TRACK = (
    Item(_("Communities of practice"), "communities", query="kind=induced_cop"),
    Item(_("Strategic communities"), "communities", query="kind=strategic"),
    Item(_("Time agreements"), "asked_agreements", Permission.USE_WORKSPACE, under="time-agreements/"),
)
CUSTOMER_TRACK = (
    Item(_("Customers"), "accounts", Permission.READ_CUSTOMERS, under="customers/"),
    Item(_("Territories"), "territories", Permission.READ_CUSTOMERS, under="territories/"),
    Item(_("Prospective communities"), "prospects", Permission.SEARCH_LEADERS, under="prospects/"),
    Item(_("Leaders to approve"), "leader_proposals", Permission.APPROVE_LEADERS),
    Item(
        _("Centres to approve"), "shortlist_approvals", Permission.APPROVE_LEADERS, under="leaders/centres/"
    ),
    Item(_("How leaders were chosen"), "leader_audit", Permission.AUDIT_LEADERS, under="leaders/audit/"),
    Item(_("Visit notes"), "notes", Permission.READ_CUSTOMERS, under="notes/"),
    Item(_("Customer Deep Dives"), "deep_dives", Permission.READ_CUSTOMERS, under="deep-dives/"),
    Item(_("Needs and ideas"), "needs_board", Permission.USE_WORKSPACE, under="needs/"),
    Item(_("Segments"), "segments", Permission.READ_SEGMENTS, under="segments/"),
    Item(_("Surveys"), "surveys", Permission.READ_SURVEYS, under="surveys/"),
    Item(_("Services"), "services", Permission.READ_SERVICES, under="services/"),
    Item(
        _("Community preparation"),
        "preparation",
        Permission.PREPARE_CUSTOMER_COMMUNITY,
        under="preparation/",
    ),
    Item(_("Customer communities"), "communities", query="kind=customer"),
)
INSIGHT = (
    Item(_("Health checks"), "health_checks", Permission.READ_HEALTH, under="insight/health/"),
    Item(_("Success factors"), "scorecards", Permission.READ_HEALTH, under="insight/scorecards/"),
    Item(_("Programme"), "programme", Permission.READ_PROGRAMME, under="insight/programme/"),
    Item(_("Released figures"), "released_figures", under="insight/released/"),
    Item(_("Uplift"), "uplift_reports", Permission.READ_UPLIFT, under="insight/uplift/"),
    Item(_("Subscriptions"), "subscriptions", Permission.READ_PROGRAMME, under="insight/subscriptions/"),
    Item(_("Costs"), "community_costs", Permission.RUN_UPLIFT, under="insight/costs/"),
)
SETTINGS = (
    Item(_("People"), "staff", Permission.ADMINISTER_PEOPLE, under="settings/people/"),
    Item(_("Log"), "sponsor_log", Permission.READ_SPONSOR_LOG, under="settings/log/"),
    Item(_("Sources"), "sources", Permission.READ_SOURCES, under="sources/"),
    Item(_("Countries"), "countries", Permission.SET_COUNTRY_RULES, under="countries/"),
    Item(_("Attributes"), "attributes", Permission.DEFINE_ATTRIBUTES, under="attributes/"),
    Item(_("Period of checks"), "health_default", Permission.SET_CHECK_PERIOD, under="settings/checks/"),
    Item(_("Imports"), "imports", Permission.IMPORT_CUSTOMERS, under="settings/imports/"),
    Item(_("Interface"), "clients", Permission.MANAGE_API_CLIENTS, under="settings/interface/"),
    Item(_("Webhooks"), "webhooks", Permission.MANAGE_API_CLIENTS, under="settings/webhooks/"),
    Item(_("Try the wall"), "wall", Permission.TRY_THE_WALL, under="wall/"),
)
PORTAL = (
    Item(_("Overview"), "home"),
    Item(_("Communities"), "communities", under="communities/"),
    Item(_("Health checks"), "health_checks", Permission.READ_HEALTH, under="insight/health/"),
    Item(
        _("Verification"),
        "verification",
        Permission.ASK_FOR_VERIFICATION,
        under="verification/",
    ),
    Item(
        _("Verify members"),
        "verifications",
        Permission.VERIFY_MEMBERS,
        under="operator/verification/",
    ),
    Item(
        _("Invitations"),
        "portal_invitations",
        Permission.VERIFY_MEMBERS,
        under="operator/invitations/",
    ),
)


def register() -> None:
    """Fills the navigation of both surfaces."""
    tracks["workspace"] = (
        Track(
            "",
            items=(
                Item(_("Home"), "home", icon="house"),
                Item(_("Told once"), "notices", icon="inbox", under="notices/"),
            ),
        ),
        Track(_("Internal integration"), icon="arrow-right-to-line", items=INTERNAL_TRACK),
        Track(_("External integration"), icon="arrow-right-from-line", items=CUSTOMER_TRACK),
        Track(_("Insight"), icon="chart-line", items=INSIGHT),
        Track(_("Settings"), icon="settings-2", items=SETTINGS),
    )
    tracks["portal"] = (Track("", items=PORTAL),)
