"""The shared language of the project: what things are called, and the record that passes between the packages.

============================  ==========================================================================
:mod:`ontology.records`       the record of one document, as frozen models
:mod:`ontology.vocabularies`  the closed lists: therapy types, deal types, roles, organization types, ...
:mod:`ontology.terms`         names for the graph: namespaces and IRIs
:mod:`ontology.errors`        the errors that users meet
============================  ==========================================================================

The Turtle files beside these modules are the ontology itself. Import the module that you need: this package imports
nothing by itself, so that a command line can start without rdflib.
"""
