"""How the draft checker learns from sentences what no pattern says."""
