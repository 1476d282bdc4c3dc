"""Celery's worker without its command line, which takes a second and seven megabytes."""

from config.celery import app


def main() -> int:
    """Work until told to stop; the exit code."""
    worker = app.Worker(
        pool_cls="threads", concurrency=4, loglevel="INFO", without_mingle=True
    )
    worker.start()
    return int(worker.exitcode or 0)


if __name__ == "__main__":
    raise SystemExit(main())
