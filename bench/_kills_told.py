"""The figures of a run of kills, in the order a reader asks for them."""

import statistics

from bench._kills_judge import Verdict
from bench._kills_killer import Killer
from bench.report import Report


def tell(report: Report, killer: Killer, found: Verdict) -> None:
    ledger = killer.ledger
    for example in found.examples[:5]:
        report.note(f"FAULT: {example}")
    for way, many in sorted(killer.kills.items()):
        report.note(f"killed {many} times: {way}")
    failed = sum(many for status, many in ledger.refused.items() if status >= 500)
    report.figure("kills", killer.total)
    report.figure("writes acknowledged", ledger.acknowledged)
    report.figure("requests that nobody answered", ledger.unanswered - failed)
    report.figure("answered 5xx, so not acknowledged", failed)
    report.figure("webhooks delivered", found.deliveries)
    for name, value in {
        "acknowledged and lost": found.lost,
        "written twice": found.twice,
        "ideas whose counts are not their rows and credits": found.counts,
        "journeys out of order": found.journeys,
        "deliveries that never arrived": found.undelivered,
        "acknowledged, and no webhook about it arrived": found.unheard,
        "arrived without a row": found.strange,
        "arrived with a bad signature": found.unsigned,
    }.items():
        report.figure(name, value, bar=0, at_least=False)
    extra = found.extra / max(killer.total, 1)
    report.figure("arrived again, per kill", extra, bar=1, at_least=False)
    _tell_recovery(report, killer)


def tell_speed(
    report: Report, speed: float, *, floor: float, waits: list[float]
) -> None:
    name = "writes acknowledged a second (floor: nothing killed)"
    report.figure(name, speed, "/s", floor=floor)
    p95 = waits[int(len(waits) * 0.95)] if waits else 99.0
    report.figure("first attempt in calm, p50", statistics.median(waits or [99]), "s")
    report.figure("first attempt in calm, p95", p95, "s", bar=2, at_least=False)


def _tell_recovery(report: Report, killer: Killer) -> None:
    times = sorted(seconds for seconds, _way in killer.recovered)
    if not times:
        return
    report.note(f"the slowest recovery: {max(killer.recovered)[1]}")
    report.figure("recovered after a kill, p50", statistics.median(times), "s")
    name = "recovered after a kill, max"
    report.figure(name, times[-1], "s", bar=15, at_least=False)
