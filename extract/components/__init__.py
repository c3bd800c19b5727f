"""The components of the pipeline, each a registered spaCy factory named ``kg_<file>``.

Importing this package registers them all; spaCy does so by itself through the entry points of the package.
"""
