"""How things are worded and drawn: formats, charts as SVG, page templates. Shared by `web` and `public`."""
