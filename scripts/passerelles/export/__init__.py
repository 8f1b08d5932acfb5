"""What the base gives to other programs: {path: text}, one module a format."""
