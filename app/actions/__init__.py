"""The user's verbs that touch more than one record or need a rule, one function each."""
