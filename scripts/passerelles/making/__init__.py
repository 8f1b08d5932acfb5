"""How the site comes to be on disk: portions made side by side, built aside, then put in the place of the last one.

Pure modules make pages; here they are written. Nothing here knows the renderer, which is `plugin`'s.
"""
