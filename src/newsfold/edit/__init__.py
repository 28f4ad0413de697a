"""Stage 9: decisions, by policy (rules) and by the desk (people).

A person's decision always wins.
"""
