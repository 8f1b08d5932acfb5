"""The outlines of the countries of the world, kept beside the code: for the atlas, which draws, and for a rule.

make (once, from a public file) -> natural-earth.json -> geometry (rings of a country), simplify (with fewer points).
"""
