"""How much of scene × stage × cause × tone the corpus covers, and what is still missing."""
