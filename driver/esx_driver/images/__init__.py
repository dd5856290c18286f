"""Images: what a machine's root disk is made of, and what a snapshot becomes."""
