"""The reading room: a dataset in the browser, made on the server.

How it is built, for whoever adds a room:

- `app.py` makes the application from `ROOMS`, a visible tuple. A room is a module of `rooms/` with
  `routes(desk) -> APIRouter`; its entry in the tuple says whether it stands in the main menu.
- `Desk` (`desk.py`) is what every room has at hand: `desk.shelf`, `desk.settings`, the limiters, and
  `desk.page(request, "name.html", **values)`, which renders a template in the reader's language. Every template
  has `say`, `words`, `addresses`, `symbols`, `csrf` and the filters place, concept, number, period and dash.
- `desk.shelf.edition()` (`shelf.py`) is the dataset of now; take it once for each request. `edition.rows(table,
  columns, documents=[...])`, `.documents`, `.document_row(id)`, `.document(row)`, `.records(table, ids)`, and
  `.kept(key, make)` for what costs much: it is forgotten when a run has ended.
  A page that is made of the edition and its address alone goes through `desk.kept_page(request, edition, "name.html",
  lambda: {...})`, and is kept whole.
- Views (`views/`) are pure functions from rows to what a template shows. They take `say`, a `Language`, and say
  everything in it.
- Words: English in code and templates (`{{ _("…") }}`, `{% trans %}`, `N_("…")` in tables, `say("…")` in views),
  Swedish in `locale/sv/ROOM.po`, one file for each room. A test finds messages that have no Swedish.
  What is quoted from plans stands in an element with `lang="sv"`.
- Links to plans, pages and quotes come from `addresses.py` only. The page of a quote has an element with the id
  "c" and the quote's `char_start` (`#c1203`); `/plans/ID/text` has the same for documents without pages.
- Refusals are `RoomError(status, N_("…"), **values)`: a page, or problem details below /api/.
- Forms that change something: `desk.page(..., posts=True)`, `{{ csrf }}` in a hidden field named csrf (macro
  `form_secret` in `_parts.html`), `Depends(posted)` in the route (`forms.py`). Who may: `Depends(author(desk))`
  (`access.py`). How often: `Depends(limited(desk.searches))` (`access.py`).
  What searches also waits for its client's turn: `Depends(in_turn(desk), scope="function")`.
- Scripts: HTMX from `static/`, and `static/room.js` for the list of suggestions. No script or style stands in a page
  (the content security policy forbids it), and every page works without them.
"""
