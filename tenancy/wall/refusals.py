"""What the wall raises."""


class NoScope(RuntimeError):
    """A walled table was touched while no tenant was set; the database itself refused."""


class NestedScope(RuntimeError):
    """A scope was opened inside another one: whoever acts is decided once per request or task phase."""
