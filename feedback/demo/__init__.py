"""The demo firm: its texts as TOML (see README.md), and how the real actions replay them."""
