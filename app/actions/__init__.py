"""The user's verbs: what touches more than one record or needs a rule, one function each."""
