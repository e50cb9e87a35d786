"""What happened: one append-only log with two readers, and who hears of it."""
