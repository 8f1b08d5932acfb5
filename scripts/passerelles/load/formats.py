"""The formats of pictures that people may propose, and how much one may weigh."""

FORMATS = {".png": "PNG", ".jpg": "JPEG", ".jpeg": "JPEG", ".webp": "WEBP", ".gif": "GIF"}
LARGEST_PICTURE = 1_000_000  # bytes: a page with three of them still opens on a slow line
