"""Passerelles: a bilingual documentary site in which every statement carries the words of a source.

One direction, nothing flows back:

    data/raw  --clean-->  docs/fr/sources  <--collate--  data/apparatus
    data/, docs/  --load-->  KnowledgeBase  --check-->  problems (stop) or
                  --graph-->  links, backlinks, mentions, conflicts, gaps
                  --pages, search, export-->  {path: Page or text}, pure
    two doors write, plugin (MkDocs) and __main__ (the command), through `making` and `files`: a site, or what a verb
    asks of editing, receive, delivery, forms. Beside what is asked for, only a cache is written, by sealed, previews
    and digest.
"""
