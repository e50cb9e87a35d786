"""The models of this app, imported so that Django finds them."""
