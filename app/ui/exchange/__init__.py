"""Exchange: giving packages, taking them in, who has sent what, and one's own card."""

from app.ui.exchange.page import ExchangePage

__all__ = ["ExchangePage"]
