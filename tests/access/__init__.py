"""Who gets what from each address of the site: one readable table, held against the site itself."""
