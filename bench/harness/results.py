# SPDX-License-Identifier: Apache-2.0
"""Reads values from the measurements, round by round."""

from harness import quiet, stats
from harness.targets import OURS


def dig(tree, path):
    for key in path.split("."):
        if not isinstance(tree, dict):
            return None
        tree = tree.get(key)
    return tree


class Results:
    """Wraps the dictionary that main.py stores in results.json."""

    def __init__(self, tree):
        self.tree = tree
        self.targets = tree["targets"]
        self.peers = [name for name in self.targets if name != OURS]

    def rounds(self, name, path):
        """Returns the value of each round, or None if it was not measured."""
        return [dig(this_round, path) for this_round in self.targets.get(name, {}).get("rounds", [])]

    def spread(self, name, path):
        return stats.spread(self.rounds(name, path))

    def ratio(self, peer, path):
        """Returns our value divided by the peer's, round by round."""
        return stats.spread(stats.paired_ratios(self.rounds(OURS, path), self.rounds(peer, path)))

    def beside_ratio(self):
        """Returns the rate of a lone login beside busy programs divided by libxcrypt's in its place, round by round."""
        return stats.spread([this["ratio"] for this in self.tree.get("beside", [])])

    def to_libxcrypt(self, name, path):
        """Returns logins divided by the hashes that libxcrypt made in the same round."""
        return stats.spread(stats.paired_ratios(self.rounds(name, path), self.tree.get("libxcrypt_per_s", [])))

    def starts(self, name, what):
        return stats.spread(self.targets.get(name, {}).get(what, []))

    def loaded_mib(self, name):
        return self.targets.get(name, {}).get("loaded_mib")

    def micro(self, name, what="ns"):
        return stats.spread(self.tree.get("micro", {}).get(name, {}).get(what, []))

    def micro_ratio(self, name, base, what="ns"):
        """Returns the ratio of medians, because repetitions of two benchmarks are not pairs."""
        value, other = self.micro(name, what), self.micro(base, what)
        if value is None or other is None:
            return None
        most = stats.ratio(value.most, other.least)
        least = stats.ratio(value.least, other.most)
        return stats.Spread(stats.ratio(value.median, other.median), least, most, value.count)

    def errors(self):
        """Returns the requests that failed, by program and phase."""
        found = {}
        for name, target in self.targets.items():
            for this_round in target.get("rounds", []):
                for phase, seen in this_round.items():
                    bad = (dig(seen, "errors") or 0) + (dig(seen, "logins.errors") or 0)
                    if bad:
                        found[f"{name} {phase}"] = found.get(f"{name} {phase}", 0) + bad
        return found

    def most_disturbed(self):
        """Returns the largest share of the cores that other programs used, and in which measurement."""
        return max(((quiet.disturbance(seen), f"{name} {phase}") for name, target in self.targets.items()
                    for this_round in target.get("rounds", []) for phase, seen in this_round.items()),
                   default=(0.0, ""))
