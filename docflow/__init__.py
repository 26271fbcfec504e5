"""docflow: official dispatches that carry their own duties, as a Flask app and a Flask plug-in."""

from __future__ import annotations

from .app import create_app
from .extension import DocFlow, Identity

__version__ = "0.1.0"
__all__ = ["DocFlow", "Identity", "__version__", "create_app"]
