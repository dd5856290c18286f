"""Between the pure device logic and the host: what devices ask, and the file work that a change of devices needs."""

from __future__ import annotations


