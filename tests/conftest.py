"""What holds for all tests: how long an example takes is no property of the program, machines differ."""

from hypothesis import settings

settings.register_profile("any-machine", parent=settings.get_profile(settings.get_current_profile_name()), deadline=None)
settings.load_profile("any-machine")
