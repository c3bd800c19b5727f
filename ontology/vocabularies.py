"""The closed lists of concept ids, read from the SKOS schemes beside this file.

>>> "car-t" in THERAPY_TYPES
True
>>> DEAL_TYPES.roles("license")
('licensor', 'licensee')
"""
