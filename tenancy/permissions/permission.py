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
    READ_CUSTOMERS = "read_customers"
    ASSIGN_ACCOUNTS = "assign_accounts"
    RECORD_CASES = "record_cases"
    KEEP_INTERESTS = "keep_interests"
    ANSWER_SUBJECT_REQUESTS = "answer_subject_requests"
    HOLD_DEEP_DIVES = "hold_deep_dives"
    KEEP_NEEDS = "keep_needs"
    IMPORT_CUSTOMERS = "import_customers"
    MANAGE_API_CLIENTS = "manage_api_clients"
    READ_UPLIFT = "read_uplift"
    RUN_UPLIFT = "run_uplift"
    READ_HEALTH = "read_health"
    VERIFY_MEMBERS = "verify_members"
    ASK_FOR_VERIFICATION = "ask_for_verification"
    TRY_THE_WALL = "try_the_wall"
    CALL_API = "call_api"


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
    Role.MANAGEMENT: frozenset(
        {
            Permission.READ_CUSTOMERS,
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
    Role.SALES_MANAGER: frozenset(
        {
            Permission.READ_CUSTOMERS,
            Permission.ASSIGN_ACCOUNTS,
            Permission.RECORD_CASES,
            Permission.PREPARE_CUSTOMER_COMMUNITY,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.SALES_REP: frozenset(
        {Permission.READ_CUSTOMERS, Permission.RECORD_CASES, Permission.PREPARE_CUSTOMER_COMMUNITY}
    ),
    Role.KEY_ACCOUNT_MANAGER: frozenset(
        {
            Permission.READ_CUSTOMERS,
            Permission.RECORD_CASES,
            Permission.PREPARE_CUSTOMER_COMMUNITY,
            Permission.HOLD_DEEP_DIVES,
        }
    ),
    Role.MARKETING: frozenset(
        {
            Permission.READ_CUSTOMERS,
            Permission.KEEP_INTERESTS,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.MEDICAL: frozenset(
        {
            Permission.KEEP_NEEDS,
        }
    ),
    Role.MEDICAL_INFORMATION: frozenset(),
    Role.DRUG_SAFETY: frozenset(),
    Role.COMPLIANCE: frozenset({Permission.READ_SPONSOR_LOG}),
    Role.PROGRAMME_OFFICE: frozenset(
        {
            Permission.START_COMMUNITY,
            Permission.READ_UPLIFT,
            Permission.RUN_UPLIFT,
            Permission.READ_CUSTOMERS,
            Permission.RECORD_CASES,
            Permission.KEEP_INTERESTS,
            Permission.ANSWER_SUBJECT_REQUESTS,
            Permission.HOLD_DEEP_DIVES,
            Permission.KEEP_NEEDS,
        }
    ),
    Role.IT_SUPPORT: frozenset({Permission.MANAGE_API_CLIENTS}),
    Role.TENANT_ADMIN: frozenset(
        {
            Permission.ADMINISTER_PEOPLE,
            Permission.READ_SPONSOR_LOG,
            Permission.IMPORT_CUSTOMERS,
            Permission.MANAGE_API_CLIENTS,
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
