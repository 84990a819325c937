"""Tools of the makers: labelled pages in, points out. Nothing here is needed to clean."""
