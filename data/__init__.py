"""What the system knows: records, lights, the region pack, the store and the views on it."""
