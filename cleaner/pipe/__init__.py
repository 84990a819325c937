"""Many documents: readers, workers, outputs, limits, resuming."""
