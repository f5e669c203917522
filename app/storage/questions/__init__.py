"""What may be asked of a notebook: one file a subject; every question reads, none writes."""
