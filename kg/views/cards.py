"""What the page's side panel says about organizations and deals: plain values, ready to be set as text."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlsplit

import networkx as nx

from kg.analysis import node_deals
from kg.facts import AmountFacts, DealFacts, EvidenceFacts
from ontology.vocabularies import ORGANIZATION_TYPES, ROLES, THERAPY_TYPES

MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
SIGNS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥"}
SCALES = ((1e9, "billion"), (1e6, "million"))
AT_MOST = ("up to", "as much as", "could total", "potentially")


def organization_card(graph: nx.Graph, node: str, cluster: int) -> dict[str, Any]:
    """Return what the panel shows about a node."""
    attributes = graph.nodes[node]
    therapy = attributes.get("kind") == "therapy"
    kind = attributes.get("type")
    return {
        "name": str(attributes.get("name", node)),
        "type": "therapy" if therapy else kind or "",
        "label": "Therapy type" if therapy else ORGANIZATION_TYPES.label(kind) if kind else "Type not stated",
        "location": attributes.get("location"),
        "therapies": [] if therapy else [THERAPY_TYPES.label(one) for one in attributes.get("therapies", ())],
        "documents": len(attributes.get("documents", ())),
        "deals": node_deals(graph, node),
        "cluster": cluster,
    }


def deal_card(deal: DealFacts) -> dict[str, Any]:
    """Return what the panel shows about a deal, and the ids that the filters compare."""
    return {
        "types": deal["types"],
        "status": deal["status"],
        "year": _date_parts(deal["date"])[0],
        "date": date_text(deal["date"]),
        "therapies": deal["therapies"],
        "parties": [
            {"id": party["organization"], "name": party["name"], "role": ROLES.label(party["role"]).lower()}
            for party in deal["parties"]
        ],
        "products": deal["products"],
        "indications": deal["indications"],
        "amounts": [amount_text(amount, deal["evidence"]) for amount in deal["amounts"]],
        "confidence": round(deal["confidence"], 2),
        "evidence": [
            {
                "document": one["document"],
                "quote": one["quote"],
                "title": one["title"] or one["document"],
                "date": date_text(one["date"]),
                "url": web_address(one["url"]),
            }
            for one in deal["evidence"]
        ],
    }


def date_text(date: str | None) -> str:
    """Return a date of a record as people write it, "" for none.

    >>> [date_text(one) for one in ("2017-09-20", "2017-09", "2017", "--09-20", None)]
    ['20 Sep 2017', 'Sep 2017', '2017', '20 Sep', '']
    """
    year, month, day = _date_parts(date)
    named = MONTHS[int(month) - 1] if month and 1 <= int(month) <= 12 else ""
    return " ".join(part for part in (day.lstrip("0"), named, year) if part)


def money(value: float, currency: str | None) -> str:
    """Return a sum in words, a rate in percent where there is no currency.

    >>> money(380_000_000, "USD"), money(1_250_000_000, "EUR"), money(950_000, "CHF"), money(12.5, None)
    ('$380 million', '€1.25 billion', 'CHF 950,000', '12.5 %')
    """
    if currency is None:
        return f"{value:g} %"
    sign = SIGNS.get(currency, f"{currency} ")
    for scale, word in SCALES:
        if value >= scale:
            return f"{sign}{round(value / scale, 2):,.10g} {word}"
    return f"{sign}{value:,.10g}"


def amount_text(amount: AmountFacts, evidence: list[EvidenceFacts]) -> str:
    """Return an amount with its kind; "up to" for contingent sums and where the quoted sentence says so.

    >>> amount_text({"kind": "milestone", "value": 380e6, "currency": "USD"}, [])
    'Milestones up to $380 million'
    """
    said = money(amount["value"], amount["currency"])
    quotes = " ".join(one["quote"] for one in evidence).lower()
    most = amount["kind"] in ("milestone", "royalty") or (
        amount["kind"] in ("total", "price") and any(f"{word} {said.lower()}" in quotes for word in AT_MOST)
    )
    kind = {"milestone": "Milestones", "royalty": "Royalty", "other": "Amount"}.get(amount["kind"])
    return f"{kind or amount['kind'].capitalize()} {'up to ' if most else ''}{said}"


def web_address(url: str | None) -> str | None:
    """Return the address if a browser may follow it, else None.

    >>> web_address("javascript:alert(1)"), web_address("https://example.org/a")
    (None, 'https://example.org/a')
    """
    if url is None:
        return None
    try:
        parts = urlsplit(url.strip())
    except ValueError:
        return None
    return url.strip() if parts.scheme in ("http", "https") and parts.netloc else None


def _date_parts(date: str | None) -> tuple[str, str, str]:
    """Year, month and day of YYYY, YYYY-MM, YYYY-MM-DD or --MM-DD; "" for what is not said."""
    year, month, day, *_ = [*(date or "").replace("--", "-", 1).split("-"), "", "", ""]
    return year, month, day
