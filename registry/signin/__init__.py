"""Sign-in: what this registry adds to django-allauth, which does the work."""
