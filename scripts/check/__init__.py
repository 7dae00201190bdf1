"""What `check` verifies once the files have been read: references, text, patterns, editing rules."""
