"""Pure string work, one module a subject."""
