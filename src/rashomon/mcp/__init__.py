"""A ledger -> answers for a chat assistant over the Model Context Protocol: what is claimed, always with the exact words."""
