"""How hard each input is tried: little with the other tests, much by `make fuzz`."""

from hypothesis import HealthCheck, settings

QUIET = [HealthCheck.too_slow, HealthCheck.function_scoped_fixture, HealthCheck.data_too_large]

settings.register_profile("short", max_examples=8, deadline=None, derandomize=True, suppress_health_check=QUIET)
settings.register_profile("fuzz", max_examples=400, deadline=None, print_blob=True, suppress_health_check=QUIET)
settings.load_profile("short")
