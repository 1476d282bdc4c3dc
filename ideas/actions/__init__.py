"""Every write of the forum, one verb_noun each, one module per noun."""
