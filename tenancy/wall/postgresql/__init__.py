"""Django's PostgreSQL backend, which says in our words what the wall refused."""
