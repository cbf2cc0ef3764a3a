"""Everything a fresh clone needs, done once: `python -m tools.set_up STEP...`.

Runs before anything is installed: standard library only. Each step leaves a stamp with the digest of what it
depends on, so a second run only compares digests and touches no network.
"""
