"""Meetings in the calendars that people use, by a secret address."""
