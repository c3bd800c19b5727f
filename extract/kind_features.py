"""What tells one type of deal from another: trigger words by group, what the parties are and the headline's words."""

from __future__ import annotations

from extract.pairs import Pair
from extract.party_features import Parties
from extract.time_features import News
from extract.triggers import triggers

_OF_DEAL = ("T:", "F:", "has=", "types=")


def kind_features(pair: Pair, news: News, deal_features: set[str], parties: Parties) -> set[str]:
    """Return the features of the type of a pair's deal.

    ``deal_features`` are those of whether it has one; of these only trigger words and the parties' types count here:
    with single words as well the model knew the releases that it had seen and little else. What the text calls each party
    counts too: a distributor, a contract manufacturer.
    """
    found = {feature for feature in deal_features if feature.startswith(_OF_DEAL)}
    found |= {f"news={group}" for group in news.groups} | {f"headline={word}" for word in news.words}
    found |= {f"P:{feature}" for number in pair.numbers for feature in parties.descriptions(number)}
    for context in pair.contexts:
        if not context.implied:
            found |= {f"S:{group}" for _, group in triggers(context.sentence.text)}
    return found
