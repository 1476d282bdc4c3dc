"""Every write of what the firm does, one verb_noun each, one module per noun."""
