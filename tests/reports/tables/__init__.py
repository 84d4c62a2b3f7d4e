"""Reports, each counted a second time."""
