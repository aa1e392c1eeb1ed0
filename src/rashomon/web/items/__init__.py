"""The shapes of what is answered, as docs/api.md tells them; the OpenAPI description is made from these classes."""
