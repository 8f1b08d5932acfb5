"""Passerelles: a bilingual documentary site in which every statement carries the words of a source.

One direction, nothing flows back:

    data/raw  --clean-->  docs/fr/sources  <--collate--  data/apparatus
    data/, docs/  --load-->  KnowledgeBase  --check-->  problems (stop) or
                  --graph-->  links, backlinks, mentions, conflicts, gaps
                  --pages-->  {path: Page}, pure; the doors write: plugin (MkDocs) and __main__ (the command)
"""
