"""What the lint allows by name, each with its reason."""

# Tables without row security. Identity tables belong to app_auth alone; the rest is Django's bookkeeping.
GLOBAL_TABLES = {
    "account_emailaddress": "identity",
    "account_emailconfirmation": "identity",
    "allauth_idp_oidc_client": "identity",
    "allauth_idp_oidc_token": "identity",
    "auth_group": "unused, made by Django",
    "auth_group_permissions": "unused, made by Django",
    "auth_permission": "unused, made by Django",
    "django_content_type": "unused, made by Django",
    "django_migrations": "bookkeeping",
    "mfa_authenticator": "identity",
    "socialaccount_socialaccount": "identity",
    "socialaccount_socialapp": "identity",
    "socialaccount_socialtoken": "identity",
    "tenancy_cache": "rate limits of sign-in",
    "tenancy_heartbeat": "signs of life of our own processes",
    "tenancy_scheduledrun": "which job ran for which period",
    "tenancy_identitymail": "identity",
    "tenancy_session": "identity",
    "tenancy_user": "identity",
}

# The tenant's own row is walled by its id.
TENANT_COLUMN = {"tenancy_tenant": "id"}

# Unique across tenants because an address must lead to one place, or the value is random.
GLOBAL_UNIQUE = {
    "tenancy_tenant_pkey",
    "tenancy_tenant_slug_key",
    "tenancy_portal_slug_key",
}

# Columns that policies read: what a row belongs to, who wrote it, what it may become.
NEVER_UPDATED = {
    "tenant_id",
    "id",
    "party",
    "kind",
    "author_id",
    "community_id",
    "person_id",
    "thread_id",
    "post_id",
    "state",
    "role",
    "expires_at",
    "opened_at",
    "to_person_id",
    "granted_by_id",
    "verified_until",
    "privacy_level",
    "stage",
    "handed_over_at",
    "is_active",
}

# Ids that point across planes or at things of several kinds, where a foreign key would be a bridge or a lie.
LOOSE_IDS = {
    "tenancy_event.community_id",
    "tenancy_event.subject_id",
    "tenancy_mail.community_id",
    "tenancy_notification.community_id",
    "tenancy_notification.subject_id",
    "tenancy_signin.user_id",
}

# table.column where the rule above would hit a column that no policy reads.
UPDATED_ALL_THE_SAME: set[str] = {
    "customers_importjob.state",
    "customers_sourcesystem.kind",
}

# Tables of which a definer function gathers statistics before an import stores many rows: without them the keys
# of each row may be looked for through the wrong index.
ANALYZED = {
    "customers_account",
    "customers_accountidentifier",
    "customers_product",
    "customers_salesline",
    "customers_salesmonths",
    "customers_salesseries",
}

# A trigger runs unseen, so each one is named. This one counts posts in the statement that stores them.
TRIGGERS = {"communities_post.communities_post_counted"}

# app_rt may delete rows of these tables only; everything else ends by a row that says so.
DELETABLE: set[str] = {
    # A wrong entry is removed and entered anew; stored reports keep the sum they reckoned with.
    "analytics_communitycost",
    "communities_draft",
    "communities_follow",
    "communities_reaction",
    # A workshop's guest list, map and papers while it is prepared; what was consented to keeps its row.
    "customers_deepdivecontent",
    "customers_deepdivedocument",
    "customers_deepdiveinfluence",
    "customers_deepdiveparticipant",
    "customers_deepdivestakeholder",
    "customers_ideaneed",
    # A calendar's secret address that its owner ends: what works no longer needs no history.
    "communities_calendaraddress",
    # Drafts, and who and what a note names: its author takes it back, the note's history keeps the words.
    "customers_notedraft",
    "customers_noteinterest",
    "customers_noteparticipant",
    # A word that two accounts are two, taken back; the firm's log keeps both.
    "customers_standingapart",
    # A completion that was recorded by mistake; the firm's log keeps that it was there.
    "customers_training",
}

# What app_metrics must never see: words, names, files.
NEVER_MEASURED = {
    "body",
    "body_html",
    "search_text",
    "title",
    "name",
    "display_name",
    "purpose",
    "domain",
    "file_name",
    "content",
    "reason",
    "reason_for_leaving",
    "motivation",
    "what",
    "why",
    "email",
}

# Functions of schema `app` that run with the caller's rights: readers of settings, and the health
# pass, which must see no more than app_metrics does.
INVOKERS = {
    "tid",
    "pid",
    "purpose",
    "measure_activity",
    "measure_principles",
    "measure_pulse",
    "measure_cohorts",
    "measure_meetings",
    "measure_goals",
    "measure_leading",
    "measure_readiness",
    "measure_recognition",
    "measure_release",
    "measure_roles",
    "measure_solutions",
}

# Definer functions that app_rt may call and that ask neither for the scope nor for its absence.
ACROSS_TENANTS = {
    "accept_invitation": "whoever holds the token",
    "answer_survey": "whoever holds the link",
    "calendar_behind": "whoever holds the address",
    "currencies": "constants",
    "heartbeats": "our own processes",
    "offered_events": "constants",
    "invitation_of": "whoever holds the token",
    "resolve_credential": "whoever holds the token",
    "resolve_client": "whoever holds the token",
    "survey_behind": "whoever holds the link",
    "staged_problems": "the caller's own temporary tables",
    "staging_is_plain": "the caller's own temporary tables",
}

# Tables that judge persons, and tables that rank centres by sales: kept apart from each other and from all
# code for events, costs and payments (D8). Each opens in scopes of its purposes alone.
APART = {
    "customers_fitlink": ["choosing_people", "fit_sheet:"],
    "customers_leaderfit": ["choosing_people", "fit_sheet:"],
    "customers_leaderproposal": ["choosing_people"],
    "customers_shortlist": ["choosing_centres"],
    "customers_shortlistapproval": ["choosing_centres"],
    "customers_shortlistedcentre": ["choosing_centres"],
}

# The only functions that may name one of them, each with its reason. A function for events, costs, payments
# or figures has no place here.
APART_FUNCTIONS: dict[str, dict[str, str]] = {
    "customers_fitlink": {"my_sheet_candidates": "whose own form a link opens"},
    "customers_leaderfit": {},
    "customers_leaderproposal": {
        "decide_leader": "the approver's word",
        "hand_on_search": "no change of the selector while a proposal is open",
        "my_proposed_candidates": "whom an approver was asked about",
        "propose_leader": "a proposal after a discussion",
    },
    "customers_shortlist": {
        "choose_centre": "a centre of an approved list; no figure leaves it",
        "decide_shortlist": "the approver's word; it reads the approval alone",
        "propose_shortlist": "who froze the list asks for its approval",
    },
    "customers_shortlistapproval": {
        "choose_centre": "whether somebody else approved",
        "decide_shortlist": "the approver's word",
        "propose_shortlist": "an approval asked for",
    },
    "customers_shortlistedcentre": {"choose_centre": "whether the centre stands on the approved list"},
}

# The only keys into them: a key tells whether a row is there.
APART_KEYS = {
    "customers_leaderproposal_fit_id_ref",
    "customers_shortlistapproval_shortlist_id_ref",
    "customers_shortlistedcentre_shortlist_id_ref",
}

# What is shut while persons or centres are chosen: no statement joins the two sides.
SHUT_IN = {
    "customers_membercandidate": ["choosing_centres"],
    "customers_memberprofile": ["choosing_centres"],
    "customers_stakeholder": ["choosing_centres"],
    "customers_leadercandidate": ["choosing_centres"],
    "customers_candidatestep": ["choosing_centres"],
    "customers_leaderdiscussion": ["choosing_centres"],
    "customers_contact": ["choosing_centres"],
    "customers_salesmonths": ["choosing_people", "fit_sheet:"],
    "customers_salesline": ["choosing_people", "fit_sheet:"],
    "customers_salesseries": ["choosing_people", "fit_sheet:"],
    "customers_potential": ["choosing_people", "fit_sheet:"],
}
