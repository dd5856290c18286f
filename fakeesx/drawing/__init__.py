"""Pictures of a host, made of vim25 values: one layout in cells of a grid, drawn as text or as SVG. No host is known."""
