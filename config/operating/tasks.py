from celery import shared_task

from config.operating.actions import measures


@shared_task
def measure_deliveries() -> None:
    measures.measure_deliveries()


@shared_task
def measure_drift() -> None:
    measures.measure_drift()
