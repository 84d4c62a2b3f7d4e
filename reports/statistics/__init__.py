"""Statistics as pure functions of counts: no Django, no database."""
