"""LicenseManager: the host's one licence.

Real licence keys can't be told apart without their maker's secret. Here every key of five groups of five is a licence: one
whose second group begins with ``FREE`` the free one, all zeros the evaluation, any other the full edition.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, fault, invalid_argument, method
from fakeesx.host.services.host_config import HOST
from fakeesx.host.services.licence import LICENSES as THIS
from fakeesx.inventory.profile import LICENSES, load_profile
from fakeesx.schema import vim
from fakeesx.schema.values import ManagedObjectReference

_KEY = re.compile(r"[0-9A-Z]{5}(-[0-9A-Z]{5}){4}", re.ASCII)
_EVALUATION = "00000-00000-00000-00000-00000"
_HOURS = "expirationHours"


class LicenseManager(ManagedObject):
    """The licence of a host."""

    refused: ClassVar[dict[str, str]] = {  # since 4.0 the key alone says what is licensed
        "SetLicenseEdition": "NotSupported", "ConfigureLicenseSource": "NotSupported",
        "EnableFeature": "NotSupported", "DisableFeature": "NotSupported",
    }

    # the licence

    @method
    def DecodeLicense(self, call: Call, licenseKey: str) -> vim.LicenseManagerLicenseInfo:
        """What a key would give, without taking it. Raises InvalidArgument for what is no key."""
        info: vim.LicenseManagerLicenseInfo = self._values(licenseKey)["licenses"].items[0]
        return info.replace(licenseKey=_normal(licenseKey))

    @method
    def UpdateLicense(
        self, call: Call, licenseKey: str, labels: Sequence[vim.KeyValue] = ()
    ) -> vim.LicenseManagerLicenseInfo:
        """Put a licence in the place of the one there is. Raises InvalidArgument, also for an evaluation that is over."""
        return self._take(licenseKey, labels)

    @method
    def AddLicense(
        self, call: Call, licenseKey: str, labels: Sequence[vim.KeyValue] = ()
    ) -> vim.LicenseManagerLicenseInfo:
        """As UpdateLicense: a host has one licence (inferred)."""
        return self._take(licenseKey, labels)

    @method
    def RemoveLicense(self, call: Call, licenseKey: str) -> None:
        """Take the licence away: what is left is the evaluation.

        Raises InvalidArgument for a licence the host has not, NotSupported when the evaluation is over.
        """
        self._require(licenseKey)
        if not self._hours_left():
            raise fault("NotSupported")
        self._take(_EVALUATION, ())

    @method
    def UpdateLicenseLabel(self, call: Call, licenseKey: str, labelKey: str, labelValue: str) -> None:
        """Set a label of the licence. Raises InvalidArgument for a licence the host has not."""
        info = self._require(licenseKey)
        others = [label for label in info.labels if label.key != labelKey]
        self.update(licenses=(info.replace(labels=[*others, vim.KeyValue(key=labelKey, value=labelValue)]),))

    @method
    def RemoveLicenseLabel(self, call: Call, licenseKey: str, labelKey: str) -> None:
        """Remove a label of the licence. Raises InvalidArgument for a licence or label that is not there."""
        info = self._require(licenseKey)
        kept = [label for label in info.labels if label.key != labelKey]
        if len(kept) == len(info.labels):
            raise invalid_argument("labelKey")
        self.update(licenses=(info.replace(labels=kept),))

    # the features

    @method
    def QuerySupportedFeatures(
        self, call: Call, host: ManagedObjectReference | None = None
    ) -> Sequence[vim.LicenseFeatureInfo]:
        """The features of the licence."""
        self._check_host(host)
        features: Sequence[vim.LicenseFeatureInfo] = self.get("featureInfo")
        return features

    @method
    def QueryLicenseSourceAvailability(
        self, call: Call, host: ManagedObjectReference | None = None
    ) -> list[vim.LicenseAvailabilityInfo]:
        """How much of each feature there is and is left, in CPU packages."""
        self._check_host(host)
        info = self.get("licenses")[0]
        total = info.total or info.used or 0
        return [
            vim.LicenseAvailabilityInfo(feature=feature, total=total, available=max(0, total - (info.used or 0)))
            for feature in self.get("featureInfo")
        ]

    @method
    def QueryLicenseUsage(self, call: Call, host: ManagedObjectReference | None = None) -> vim.LicenseUsageInfo:
        """The source, the features, and what of them the host uses."""
        self._check_host(host)
        used = self.get("licenses")[0].used or 0
        features = self.get("featureInfo")
        licensed = vim.LicenseReservationInfoState.licensed
        return vim.LicenseUsageInfo(
            source=self.get("source"), sourceAvailable=self.get("sourceAvailable"), featureInfo=features,
            reservationInfo=[
                vim.LicenseReservationInfo(key=feature.key, state=licensed, required=used) for feature in features
            ],
        )

    @method
    def CheckLicenseFeature(self, call: Call, featureKey: str, host: ManagedObjectReference | None = None) -> bool:
        """Whether a feature is licensed. Raises InvalidArgument for one that no licence has."""
        self._check_host(host)
        if featureKey not in {feature.key for state in LICENSES for feature in self._of(state)["featureInfo"].items}:
            raise invalid_argument("featureKey")
        return any(feature.key == featureKey and feature.state == "enabled" for feature in self.get("featureInfo"))

    # inside

    def _take(self, key: str, labels: Iterable[vim.KeyValue]) -> vim.LicenseManagerLicenseInfo:
        values, key = self._values(key), _normal(key)
        info: vim.LicenseManagerLicenseInfo = values["licenses"].items[0].replace(licenseKey=key, labels=labels)
        source = values["source"]
        if key == _EVALUATION:
            hours = self._hours_left()
            if not hours:
                raise invalid_argument("licenseKey")
            source = source.replace(remainingHours=hours)
        else:
            source = source.replace(licenseKeys=key)
        self.update(
            source=source, featureInfo=values["featureInfo"], licensedEdition=values["licensedEdition"], licenses=(info,)
        )
        return info

    def _hours_left(self) -> int:
        properties = self.get("evaluation").properties
        return next((int(item.value) for item in properties if item.key == _HOURS), 0)

    def _values(self, key: str) -> Any:
        """The properties of a LicenseManager with the licence of a key. Raises InvalidArgument for what is no key."""
        key = _normal(key)
        if not _KEY.fullmatch(key):
            raise invalid_argument("licenseKey")
        if key == _EVALUATION:
            return self._of("evaluation")
        return self._of("free" if key.split("-")[1].startswith("FREE") else "licensed")

    def _of(self, state: str) -> Any:
        return load_profile(self.host.profile.name, state).objects[THIS]

    def _require(self, key: str) -> vim.LicenseManagerLicenseInfo:
        info: vim.LicenseManagerLicenseInfo = self.get("licenses")[0]
        if info.licenseKey != _normal(key):
            raise invalid_argument("licenseKey")
        return info

    def _check_host(self, host: ManagedObjectReference | None) -> None:
        if host is not None and host != HOST:
            raise invalid_argument("host")


def _normal(key: str) -> str:
    return key.strip().upper()
