"""Evaluates the expressions of XForms: a node tree, XPath 1.0 and the functions of ODK."""
