"""What tells which posts say nearly the same (community/likeness.py)."""

from config import env

LIKENESS_ENCODER = env.text("LIKENESS_ENCODER", "community.likeness.WordPieces")

# Of the nearest by vector those that may be seen are wanted: it goes on until it has them.
NEAREST = "-c hnsw.iterative_scan=relaxed_order -c hnsw.ef_search=64"
