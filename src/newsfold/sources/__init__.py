"""Stage 1: what to ask for next: `schedule`, `opml`, `discover`."""
