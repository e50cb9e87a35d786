"""The demo: two fictional firms with their people, communities, discussions, accounts and sales."""
