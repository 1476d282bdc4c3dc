"""Reading another community's folder and saying what is wrong with it; nothing is written."""
