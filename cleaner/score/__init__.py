"""From measures to points, and from points to the article and its labels."""
