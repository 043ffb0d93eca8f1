"""Numbers from samples, and how they are printed."""
import math


def percentile(samples, share):
    """The smallest sample that is not below `share` per cent of them (nearest rank)."""
    ordered = sorted(samples)
    return ordered[max(0, math.ceil(share / 100 * len(ordered)) - 1)]


def median(samples):
    return percentile(samples, 50)


def spread(samples, unit="ms", shares=(50, 99)):
    parts = [f"p{share:g} {percentile(samples, share):.2f}" for share in shares]
    return " · ".join(parts + [f"max {max(samples):.2f} {unit}", f"n {len(samples)}"])


def verdict(holds):
    return "holds" if holds else "MISSED"
