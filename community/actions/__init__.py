"""Every write of the community, one verb_noun each, one module per noun."""
