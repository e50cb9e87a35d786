"""The wall: scopes, composite keys, row security, grants, definer functions and the lint over all of it."""
