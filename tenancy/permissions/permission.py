"""What can be done, and which roles may do it: the answer to "why can she do this?"."""

from collections.abc import Iterable
from enum import StrEnum

from tenancy.permissions.roles import Role


class Permission(StrEnum):
    """A permission that a view declares. Object conditions (leader of this community) stand beside the view."""

    PUBLIC = "public"
    SIGNED_IN = "signed_in"
    USE_WORKSPACE = "use_workspace"
    USE_PORTAL = "use_portal"
    HOLD_SEATS = "hold_seats"
    ADMINISTER_PEOPLE = "administer_people"
    READ_SPONSOR_LOG = "read_sponsor_log"
    START_COMMUNITY = "start_community"
    PREPARE_CUSTOMER_COMMUNITY = "prepare_customer_community"
    SEARCH_LEADERS = "search_leaders"
    APPROVE_LEADERS = "approve_leaders"
    AUDIT_LEADERS = "audit_leaders"
    READ_CUSTOMERS = "read_customers"
    READ_SOURCES = "read_sources"
    ASSIGN_ACCOUNTS = "assign_accounts"
    DEFINE_ATTRIBUTES = "define_attributes"
    SET_COUNTRY_RULES = "set_country_rules"
    SET_CHECK_PERIOD = "set_check_period"
    RECORD_CASES = "record_cases"
    KEEP_INTERESTS = "keep_interests"
    ANSWER_SUBJECT_REQUESTS = "answer_subject_requests"
    HOLD_DEEP_DIVES = "hold_deep_dives"
    KEEP_NEEDS = "keep_needs"
    IMPORT_CUSTOMERS = "import_customers"
    MANAGE_API_CLIENTS = "manage_api_clients"
    READ_SEGMENTS = "read_segments"
    READ_SEGMENT_RULES = "read_segment_rules"
    EDIT_SEGMENTS = "edit_segments"
    READ_SERVICES = "read_services"
    EDIT_SERVICES = "edit_services"
    RECORD_SERVICES = "record_services"
    READ_SURVEYS = "read_surveys"
    RUN_SURVEYS = "run_surveys"
    READ_UPLIFT = "read_uplift"
    RUN_UPLIFT = "run_uplift"
    READ_HEALTH = "read_health"
    READ_PROGRAMME = "read_programme"
    RECORD_TRAINING = "record_training"
    VERIFY_MEMBERS = "verify_members"
    ASK_FOR_VERIFICATION = "ask_for_verification"
    TRY_THE_WALL = "try_the_wall"
    CALL_API = "call_api"


# Who works with the firm's own picture of its customers; the database asks the same roles again.
SEES_SEGMENTS = frozenset({Permission.READ_SEGMENTS, Permission.READ_SERVICES})
OVERSEES_SEGMENTS = SEES_SEGMENTS | {Permission.READ_SEGMENT_RULES, Permission.READ_SURVEYS}
SHAPES_SEGMENTS = OVERSEES_SEGMENTS | {
    Permission.EDIT_SEGMENTS,
    Permission.EDIT_SERVICES,
    Permission.RUN_SURVEYS,
}

PARTY_PERMISSIONS: dict[str, frozenset[Permission]] = {
    "staff": frozenset(
        {Permission.HOLD_SEATS, Permission.USE_WORKSPACE, Permission.TRY_THE_WALL, Permission.READ_HEALTH}
    ),
    "customer": frozenset(
        {
            Permission.HOLD_SEATS,
            Permission.USE_PORTAL,
            Permission.ASK_FOR_VERIFICATION,
            Permission.READ_HEALTH,
        }
    ),
    "operator": frozenset({Permission.READ_HEALTH, Permission.USE_PORTAL}),
}

ROLE_PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.MANAGEMENT: SHAPES_SEGMENTS
    | frozenset(
        {
            Permission.SET_CHECK_PERIOD,
            Permission.SET_COUNTRY_RULES,
            Permission.DEFINE_ATTRIBUTES,
            Permission.SEARCH_LEADERS,
            Permission.APPROVE_LEADERS,
            Permission.READ_PROGRAMME,
            Permission.RECORD_TRAINING,
            Permission.READ_CUSTOMERS,
            Permission.READ_SOURCES,
            Permission.ASSIGN_ACCOUNTS,
            Permission.RECORD_CASES,
            Permission.READ_UPLIFT,
            Permission.RUN_UPLIFT,
            Permission.START_COMMUNITY,
            Permission.KEEP_INTERESTS,
            Permission.ANSWER_SUBJECT_REQUESTS,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.SALES_MANAGER: OVERSEES_SEGMENTS
    | frozenset(
        {
            Permission.SEARCH_LEADERS,
            Permission.RECORD_SERVICES,
            Permission.READ_PROGRAMME,
            Permission.RECORD_TRAINING,
            Permission.READ_CUSTOMERS,
            Permission.READ_SOURCES,
            Permission.ASSIGN_ACCOUNTS,
            Permission.RECORD_CASES,
            Permission.PREPARE_CUSTOMER_COMMUNITY,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.SALES_REP: SEES_SEGMENTS
    | frozenset(
        {
            Permission.SEARCH_LEADERS,
            Permission.RECORD_SERVICES,
            Permission.READ_CUSTOMERS,
            Permission.READ_SOURCES,
            Permission.RECORD_CASES,
            Permission.PREPARE_CUSTOMER_COMMUNITY,
        }
    ),
    Role.KEY_ACCOUNT_MANAGER: SEES_SEGMENTS
    | frozenset(
        {
            Permission.SEARCH_LEADERS,
            Permission.RECORD_SERVICES,
            Permission.READ_CUSTOMERS,
            Permission.READ_SOURCES,
            Permission.RECORD_CASES,
            Permission.PREPARE_CUSTOMER_COMMUNITY,
            Permission.HOLD_DEEP_DIVES,
        }
    ),
    Role.MARKETING: SHAPES_SEGMENTS
    | frozenset(
        {
            Permission.DEFINE_ATTRIBUTES,
            Permission.READ_CUSTOMERS,
            Permission.READ_SOURCES,
            Permission.KEEP_INTERESTS,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.MEDICAL: frozenset(
        {
            Permission.READ_SURVEYS,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.MEDICAL_INFORMATION: frozenset(),
    Role.DRUG_SAFETY: frozenset(),
    Role.COMPLIANCE: frozenset(
        {
            Permission.APPROVE_LEADERS,
            Permission.AUDIT_LEADERS,
            Permission.READ_SPONSOR_LOG,
            Permission.SET_COUNTRY_RULES,
        }
    ),
    Role.PROGRAMME_OFFICE: OVERSEES_SEGMENTS
    | frozenset(
        {
            Permission.SEARCH_LEADERS,
            Permission.READ_PROGRAMME,
            Permission.RECORD_TRAINING,
            Permission.START_COMMUNITY,
            Permission.READ_UPLIFT,
            Permission.RUN_UPLIFT,
            Permission.READ_CUSTOMERS,
            Permission.READ_SOURCES,
            Permission.RECORD_CASES,
            Permission.KEEP_INTERESTS,
            Permission.ANSWER_SUBJECT_REQUESTS,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.IT_SUPPORT: frozenset(
        {Permission.MANAGE_API_CLIENTS, Permission.READ_SOURCES, Permission.READ_SURVEYS}
    ),
    Role.TENANT_ADMIN: frozenset(
        {
            Permission.SET_CHECK_PERIOD,
            Permission.SET_COUNTRY_RULES,
            Permission.DEFINE_ATTRIBUTES,
            Permission.ADMINISTER_PEOPLE,
            Permission.READ_SPONSOR_LOG,
            Permission.IMPORT_CUSTOMERS,
            Permission.MANAGE_API_CLIENTS,
            Permission.READ_SOURCES,
        }
    ),
    Role.OPERATOR_ADMIN: frozenset({Permission.VERIFY_MEMBERS}),
    Role.SAFETY_READER: frozenset(),
    Role.MEDIATOR: frozenset(),
}

EVERYONE = frozenset({Permission.PUBLIC})
SIGNED_IN = EVERYONE | {Permission.SIGNED_IN}


def permissions_of(*, party: str, roles: Iterable[str]) -> frozenset[Permission]:
    """All that a person of this party with these roles may do."""
    granted = SIGNED_IN | PARTY_PERMISSIONS[party]
    return granted.union(*(ROLE_PERMISSIONS[Role(role)] for role in roles))
