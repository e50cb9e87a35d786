"""Meetings of communities: rhythm, invitations, agenda, attendance and minutes."""
