from hypothesis import HealthCheck, settings

# A busy machine is no failure.
settings.register_profile(
    "scoring",
    deadline=None,
    max_examples=50,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.differing_executors,
    ],
)
settings.load_profile("scoring")
