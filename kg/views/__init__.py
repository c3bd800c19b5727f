"""What people open: the interactive page of a network."""

from kg.views.page import Page, page

__all__ = ["Page", "page"]
