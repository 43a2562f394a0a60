"""The GraphQL contract. Thin: describe, convert, delegate."""
