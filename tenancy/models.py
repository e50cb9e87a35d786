"""The models of this app, imported so that Django finds them."""

from tenancy.people.person import Person
from tenancy.people.role_assignment import RoleAssignment
from tenancy.people.session import Session
from tenancy.people.sign_in import SignIn
from tenancy.people.tenant import Tenant
from tenancy.people.user import User
from tenancy.surfaces.portal import Portal

__all__ = ["Person", "Portal", "RoleAssignment", "Session", "SignIn", "Tenant", "User"]
