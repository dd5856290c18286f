"""Images that are kept on the datastores."""

from __future__ import annotations

import pytest
from driver_conf import conf_of
from oslo_config import cfg

from fakeesx import FakeESX


@pytest.fixture
def conf(fresh: FakeESX) -> cfg.ConfigOpts:
    """The cache switched on, and with it linked clones of images that may have some."""
    return conf_of(fresh, use_linked_clone=True)
