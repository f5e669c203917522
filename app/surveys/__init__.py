"""Runs questionnaires: an XForm in, a state that can be asked and answered, answers out."""
