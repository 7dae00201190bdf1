"""How good, how fast and how heavy the search is, beside the searches one gets without writing any."""
