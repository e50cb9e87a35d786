"""The models of this app, imported so that Django finds them."""

from tenancy.events.event import Event
from tenancy.invitations.acceptance import Acceptance
from tenancy.invitations.invitation import Invitation
from tenancy.notices.identity_mail import IdentityMail
from tenancy.notices.mail import Mail
from tenancy.notices.notification import Notification
from tenancy.people.person import Person
from tenancy.people.role_assignment import RoleAssignment
from tenancy.people.session import Session
from tenancy.people.sign_in import SignIn
from tenancy.people.tenant import Tenant
from tenancy.people.user import User
from tenancy.surfaces.portal import Portal
from tenancy.tasks.heartbeat import Heartbeat
from tenancy.tasks.queued_task import QueuedTask
from tenancy.tasks.scheduled_run import ScheduledRun

__all__ = [
    "Acceptance",
    "Event",
    "Heartbeat",
    "IdentityMail",
    "Invitation",
    "Mail",
    "Notification",
    "Person",
    "Portal",
    "QueuedTask",
    "RoleAssignment",
    "ScheduledRun",
    "Session",
    "SignIn",
    "Tenant",
    "User",
]
