"""Evaluates the expressions of XForms: a node tree, XPath 1.0 and the functions of ODK.

`nodes` and `xml` are the tree and its text; `expression` compiles a text once into an Expression
that evaluates on any node; `scope` is what the engine of a form answers for it; `faults` says
what is wrong with an expression.
"""
