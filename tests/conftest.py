"""What all tests begin with: properties are tried on the same examples each time, however busy the machine is.

`pytest --hypothesis-profile=free` tries others.
"""

from hypothesis import HealthCheck, settings

_PATIENT = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("fixed", _PATIENT, derandomize=True, database=None)
settings.register_profile("free", _PATIENT)
settings.load_profile("fixed")
