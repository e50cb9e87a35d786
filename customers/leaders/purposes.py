"""The two purposes that keep judging people and counting sales apart (D8).

A scope has one purpose, so no statement reads a fit form and a shortlist, or a fit form and sales, together;
an ordinary scope reads neither. Only the views and activities beside this file open such scopes.
"""

PEOPLE = "choosing_people"
"""Opens fit forms and proposals; shuts sales, potential and shortlists."""
CENTRES = "choosing_centres"
"""Opens shortlists of centres; shuts contacts, candidates and fit forms."""
SHEET = "fit_sheet:"
"""Begins the purpose under which a candidate reads her own fit form by its link."""
