"""Named places that upper apps fill in `config/`, so that lower pages need not know them."""
