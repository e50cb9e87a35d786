"""Uplift estimators in plain numpy and scipy; nothing here knows the web framework or the database."""
