"""The Word drawer: a document in Word's own styles, so that whoever gets it can go on writing."""

from app.reports.word.document import draw_word

__all__ = ["draw_word"]
