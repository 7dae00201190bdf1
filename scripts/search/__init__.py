"""What the index holds: one record per entry, cut into tokens by the one analyser."""
