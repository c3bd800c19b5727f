"""What people open: the interactive page of a network."""

from kg.views.offline import Page
from kg.views.page import page

__all__ = ["Page", "page"]
