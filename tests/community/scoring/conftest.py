from hypothesis import HealthCheck, settings

# A busy machine is no failure.
settings.register_profile(
    "scoring",
    deadline=None,
    suppress_health_check=[
        HealthCheck.too_slow,
        HealthCheck.function_scoped_fixture,
        HealthCheck.differing_executors,
    ],
)
settings.load_profile("scoring")
