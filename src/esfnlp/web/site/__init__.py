"""The reading room as plain files: what of it needs no server, to be put on any web space or opened from a folder.

`write.py` asks an application of the room's own rooms for each page (`app.py`), gives it a file (`places.py`) and turns
its links into relative ones (`links.py`). Search is done by the reader's browser (`static/search.js`) over files
that `search_data.py` writes. Templates of `templates/` stand before the room's; there those are called `room/NAME`.
"""
