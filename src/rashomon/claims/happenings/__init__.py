"""Setting + chains -> what happened: the words that say so, their kind, and the clause that states it."""
