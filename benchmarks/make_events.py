"""Write a made-up year of a hotline as JSON Lines: N items, five events each.

    python -m benchmarks.make_events 1000000 events.jsonl

Each item is reported, notified together with nine others (so a tenth of the notices' lines name ten items), looked at
three times, and its platform acknowledges or claims the removal. Seeded: the same N gives the same bytes.
"""

import json
import random
import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

BEGINNING = datetime(2026, 5, 20, tzinfo=UTC)
YEAR = timedelta(days=365)
NOW = BEGINNING + YEAR
"""The moment at which the story is looked at: some deadlines lie before it, some after it."""

PLATFORMS = [f"platform-{number}" for number in range(40)]
REGIMES = ["us-tida-2025", "eu-tco-2021-784", "au-osa-2021-class1", "target-inhope-p3d", "kr-tba-22-5"]
TOGETHER = 10  # items of one notice


def stamp(moment: datetime) -> str:
    return moment.isoformat().replace("+00:00", "Z")


def of_notice(number: int, first: int, items: int, rng: random.Random) -> Iterator[dict[str, object]]:
    """Yield five events for each of some items of one notice."""
    start = BEGINNING + YEAR * (first / items)
    platform, regime = rng.choice(PLATFORMS), rng.choice(REGIMES)
    names = [f"item-{index:07}" for index in range(first, min(first + TOGETHER, items))]
    for name in names:
        yield {
            "event": "reported",
            "at": stamp(start + timedelta(seconds=rng.randrange(3600))),
            "item": name,
            "platform": platform,
            "location": f"https://{platform}.example/post/{rng.getrandbits(48):012x}",
            "hashes": [f"pdq:{rng.getrandbits(256):064x}"],
            "category": "ncii",
        }
    notified = start + timedelta(hours=1)
    yield {
        "event": "notified",
        "at": stamp(notified),
        "notice": f"notice-{number:06}",
        "regime": regime,
        "platform": platform,
        "items": names,
        "channel": "portal",
    }
    yield {"event": "acknowledged", "at": stamp(notified + timedelta(minutes=5)), "notice": f"notice-{number:06}"}
    for name in names:
        gone = rng.randrange(1, 96)
        looks = sorted(rng.randrange(1, 120) for _ in range(3))
        for hours in looks:
            yield {
                "event": "observed",
                "at": stamp(notified + timedelta(hours=hours, seconds=rng.randrange(3600))),
                "item": name,
                "outcome": "absent" if hours >= gone else "present",
                "evidence": {"status": 404 if hours >= gone else 200, "method": "http"},
            }
        if rng.random() < 0.8:
            yield {"event": "claimed_removed", "at": stamp(notified + timedelta(hours=gone)), "item": name}


def story(items: int) -> Iterator[dict[str, object]]:
    """Yield the events of so many items, notice by notice."""
    rng = random.Random(20261124)  # noqa: S311 - not for secrets
    for number, first in enumerate(range(0, items, TOGETHER)):
        yield from of_notice(number, first, items, rng)


def main() -> None:
    items, path = int(sys.argv[1]), Path(sys.argv[2])
    with path.open("w", encoding="utf-8") as file:
        for record in story(items):
            file.write(json.dumps(record, separators=(",", ":")) + "\n")


if __name__ == "__main__":
    main()
