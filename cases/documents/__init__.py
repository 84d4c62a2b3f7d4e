"""Everything printed or drawn from one case: the CIOMS I form, the case summary, the picture of its course."""
