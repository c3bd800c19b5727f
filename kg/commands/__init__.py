"""The commands of ``kg``, one file each.

A command file imports click and nothing heavy at its top, so that ``kg --help`` answers at once.
"""
