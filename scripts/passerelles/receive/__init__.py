"""A received file of any make -> witness, words read out of it, draft page, draft apparatus, names to look at.

`read` turns bytes into a Reading; `receive` lays it beside the corpus and plans what to write; `write` writes, and
overwrites nothing. What is not sure stays blank: `check` then says where, and a person fills it in.
"""

from passerelles.receive.plan import Draft, plan
from passerelles.receive.readers import read
from passerelles.receive.reading import Fact, Hint, Reading, Refused
from passerelles.receive.rereading import reread
from passerelles.receive.writing import write

__all__ = ["Draft", "Fact", "Hint", "Reading", "Refused", "plan", "read", "reread", "write"]
