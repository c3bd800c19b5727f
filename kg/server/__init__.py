"""The endpoint: SPARQL over HTTP, answered by worker processes over snapshots of a store."""
