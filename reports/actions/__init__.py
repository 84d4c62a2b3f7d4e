"""The only writers of what reports store."""
