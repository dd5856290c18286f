# Written by `python -m fakeesx.schema.stubs` from the vim25 4.1 model. Do not edit.
# fmt: off

from collections.abc import Sequence
from datetime import datetime as _datetime
from typing import Any, ClassVar

from fakeesx.schema.values import AnyURI as AnyURI
from fakeesx.schema.values import Array as Array
from fakeesx.schema.values import Byte as Byte
from fakeesx.schema.values import DataObject as DataObject
from fakeesx.schema.values import Float as Float
from fakeesx.schema.values import Long as Long
from fakeesx.schema.values import ManagedObjectReference as ManagedObjectReference
from fakeesx.schema.values import Short as Short
from fakeesx.schema.values import Types
from fakeesx.schema.values import VimEnum as VimEnum

TYPES: Types

class AboutInfo(DynamicData):
    name: str
    fullName: str
    vendor: str
    version: str
    build: str
    localeVersion: str | None
    localeBuild: str | None
    osType: str
    productLineId: str
    apiType: str
    apiVersion: str
    instanceUuid: str | None
    licenseProductName: str | None
    licenseProductVersion: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, fullName: str, vendor: str, version: str, build: str, localeVersion: str | None = ..., localeBuild: str | None = ..., osType: str, productLineId: str, apiType: str, apiVersion: str, instanceUuid: str | None = ..., licenseProductName: str | None = ..., licenseProductVersion: str | None = ...) -> None: ...

class AccountCreatedEvent(HostEvent):
    spec: HostAccountSpec
    group: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., spec: HostAccountSpec, group: bool) -> None: ...

class AccountRemovedEvent(HostEvent):
    account: str
    group: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., account: str, group: bool) -> None: ...

class AccountUpdatedEvent(HostEvent):
    spec: HostAccountSpec
    group: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., spec: HostAccountSpec, group: bool) -> None: ...

class Action(DynamicData): ...

class ActionParameter(VimEnum):
    targetName: ClassVar[ActionParameter]
    alarmName: ClassVar[ActionParameter]
    oldStatus: ClassVar[ActionParameter]
    newStatus: ClassVar[ActionParameter]
    triggeringSummary: ClassVar[ActionParameter]
    declaringSummary: ClassVar[ActionParameter]
    eventDescription: ClassVar[ActionParameter]
    target: ClassVar[ActionParameter]
    alarm: ClassVar[ActionParameter]

class ActionType(VimEnum):
    MigrationV1: ClassVar[ActionType]
    VmPowerV1: ClassVar[ActionType]
    HostPowerV1: ClassVar[ActionType]

class ActiveDirectoryFault(VimFault):
    errorCode: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., errorCode: int | None = ...) -> None: ...

class ActiveDirectoryProfile(ApplyProfile): ...

class AdminDisabled(HostConfigFault): ...

class AdminNotDisabled(HostConfigFault): ...

class AdminPasswordNotChangedEvent(HostEvent): ...

class AffinityConfigured(MigrationFault):
    configuredAffinity: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., configuredAffinity: Sequence[str]) -> None: ...

class AffinityType(VimEnum):
    memory: ClassVar[AffinityType]
    cpu: ClassVar[AffinityType]

class AfterStartupTaskScheduler(TaskScheduler):
    minute: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., minute: int) -> None: ...

class AgentInstallFailed(HostConnectFault):
    reason: str | None
    statusCode: int | None
    installerOutput: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str | None = ..., statusCode: int | None = ..., installerOutput: str | None = ...) -> None: ...

class AgentInstallFailedReason(VimEnum):
    NotEnoughSpaceOnDevice: ClassVar[AgentInstallFailedReason]
    PrepareToUpgradeFailed: ClassVar[AgentInstallFailedReason]
    AgentNotRunning: ClassVar[AgentInstallFailedReason]
    AgentNotReachable: ClassVar[AgentInstallFailedReason]
    InstallTimedout: ClassVar[AgentInstallFailedReason]
    SignatureVerificationFailed: ClassVar[AgentInstallFailedReason]
    AgentUploadFailed: ClassVar[AgentInstallFailedReason]
    AgentUploadTimedout: ClassVar[AgentInstallFailedReason]
    UnknownInstallerError: ClassVar[AgentInstallFailedReason]

class AlarmAction(DynamicData): ...

class AlarmActionTriggeredEvent(AlarmEvent):
    source: ManagedEntityEventArgument
    entity: ManagedEntityEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, source: ManagedEntityEventArgument, entity: ManagedEntityEventArgument) -> None: ...

class AlarmCreatedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument) -> None: ...

class AlarmDescription(DynamicData):
    expr: tuple[TypeDescription, ...]
    stateOperator: tuple[ElementDescription, ...]
    metricOperator: tuple[ElementDescription, ...]
    hostSystemConnectionState: tuple[ElementDescription, ...]
    virtualMachinePowerState: tuple[ElementDescription, ...]
    datastoreConnectionState: tuple[ElementDescription, ...]
    hostSystemPowerState: tuple[ElementDescription, ...]
    virtualMachineGuestHeartbeatStatus: tuple[ElementDescription, ...]
    entityStatus: tuple[ElementDescription, ...]
    action: tuple[TypeDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., expr: Sequence[TypeDescription], stateOperator: Sequence[ElementDescription], metricOperator: Sequence[ElementDescription], hostSystemConnectionState: Sequence[ElementDescription], virtualMachinePowerState: Sequence[ElementDescription], datastoreConnectionState: Sequence[ElementDescription] | None = ..., hostSystemPowerState: Sequence[ElementDescription] | None = ..., virtualMachineGuestHeartbeatStatus: Sequence[ElementDescription] | None = ..., entityStatus: Sequence[ElementDescription], action: Sequence[TypeDescription]) -> None: ...

class AlarmEmailCompletedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    to: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument, to: str) -> None: ...

class AlarmEmailFailedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    to: str
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument, to: str, reason: LocalizedMethodFault) -> None: ...

class AlarmEvent(Event):
    alarm: AlarmEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument) -> None: ...

class AlarmEventArgument(EntityEventArgument):
    alarm: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, alarm: ManagedObjectReference) -> None: ...

class AlarmExpression(DynamicData): ...

class AlarmInfo(AlarmSpec):
    key: str
    alarm: ManagedObjectReference
    entity: ManagedObjectReference
    lastModifiedTime: _datetime
    lastModifiedUser: str
    creationEventId: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, description: str, enabled: bool, expression: AlarmExpression, action: AlarmAction | None = ..., actionFrequency: int | None = ..., setting: AlarmSetting | None = ..., key: str, alarm: ManagedObjectReference, entity: ManagedObjectReference, lastModifiedTime: _datetime, lastModifiedUser: str, creationEventId: int) -> None: ...

class AlarmReconfiguredEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument) -> None: ...

class AlarmRemovedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument) -> None: ...

class AlarmScriptCompleteEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    script: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument, script: str) -> None: ...

class AlarmScriptFailedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    script: str
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument, script: str, reason: LocalizedMethodFault) -> None: ...

class AlarmSetting(DynamicData):
    toleranceRange: int
    reportingFrequency: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., toleranceRange: int, reportingFrequency: int) -> None: ...

class AlarmSnmpCompletedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument) -> None: ...

class AlarmSnmpFailedEvent(AlarmEvent):
    entity: ManagedEntityEventArgument
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, entity: ManagedEntityEventArgument, reason: LocalizedMethodFault) -> None: ...

class AlarmSpec(DynamicData):
    name: str
    description: str
    enabled: bool
    expression: AlarmExpression
    action: AlarmAction | None
    actionFrequency: int | None
    setting: AlarmSetting | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, description: str, enabled: bool, expression: AlarmExpression, action: AlarmAction | None = ..., actionFrequency: int | None = ..., setting: AlarmSetting | None = ...) -> None: ...

class AlarmState(DynamicData):
    key: str
    entity: ManagedObjectReference
    alarm: ManagedObjectReference
    overallStatus: ManagedEntityStatus
    time: _datetime
    acknowledged: bool | None
    acknowledgedByUser: str | None
    acknowledgedTime: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, entity: ManagedObjectReference, alarm: ManagedObjectReference, overallStatus: ManagedEntityStatus, time: _datetime, acknowledged: bool | None = ..., acknowledgedByUser: str | None = ..., acknowledgedTime: _datetime | None = ...) -> None: ...

class AlarmStatusChangedEvent(AlarmEvent):
    source: ManagedEntityEventArgument
    entity: ManagedEntityEventArgument
    to: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., alarm: AlarmEventArgument, source: ManagedEntityEventArgument, entity: ManagedEntityEventArgument, to: str, **others: Any) -> None: ...

class AlarmTriggeringAction(AlarmAction):
    action: Action
    transitionSpecs: tuple[AlarmTriggeringActionTransitionSpec, ...]
    green2yellow: bool
    yellow2red: bool
    red2yellow: bool
    yellow2green: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., action: Action, transitionSpecs: Sequence[AlarmTriggeringActionTransitionSpec] | None = ..., green2yellow: bool, yellow2red: bool, red2yellow: bool, yellow2green: bool) -> None: ...

class AlarmTriggeringActionTransitionSpec(DynamicData):
    startState: ManagedEntityStatus
    finalState: ManagedEntityStatus
    repeats: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., startState: ManagedEntityStatus, finalState: ManagedEntityStatus, repeats: bool) -> None: ...

class AllVirtualMachinesLicensedEvent(LicenseEvent): ...

class AlreadyAuthenticatedSessionEvent(SessionEvent): ...

class AlreadyBeingManaged(HostConnectFault):
    ipAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., ipAddress: str) -> None: ...

class AlreadyConnected(HostConnectFault):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str) -> None: ...

class AlreadyExists(VimFault):
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str | None = ...) -> None: ...

class AlreadyUpgraded(VimFault): ...

class AndAlarmExpression(AlarmExpression):
    expression: tuple[AlarmExpression, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., expression: Sequence[AlarmExpression]) -> None: ...

class ApplicationQuiesceFault(SnapshotFault): ...

class ApplyProfile(DynamicData):
    enabled: bool
    policy: tuple[ProfilePolicy, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ...) -> None: ...

class ArrayUpdateOperation(VimEnum):
    add: ClassVar[ArrayUpdateOperation]
    remove: ClassVar[ArrayUpdateOperation]
    edit: ClassVar[ArrayUpdateOperation]

class ArrayUpdateSpec(DynamicData):
    operation: ArrayUpdateOperation
    removeKey: Any
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ...) -> None: ...

class AuthMinimumAdminPermission(VimFault): ...

class AuthenticationProfile(ApplyProfile):
    activeDirectory: ActiveDirectoryProfile | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., activeDirectory: ActiveDirectoryProfile | None = ...) -> None: ...

class AuthorizationDescription(DynamicData):
    privilege: tuple[ElementDescription, ...]
    privilegeGroup: tuple[ElementDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., privilege: Sequence[ElementDescription], privilegeGroup: Sequence[ElementDescription]) -> None: ...

class AuthorizationEvent(Event): ...

class AuthorizationPrivilege(DynamicData):
    privId: str
    onParent: bool
    name: str
    privGroupName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., privId: str, onParent: bool, name: str, privGroupName: str) -> None: ...

class AuthorizationRole(DynamicData):
    roleId: int
    system: bool
    name: str
    info: Description
    privilege: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., roleId: int, system: bool, name: str, info: Description, privilege: Sequence[str] | None = ...) -> None: ...

class AutoStartAction(VimEnum):
    none: ClassVar[AutoStartAction]
    systemDefault: ClassVar[AutoStartAction]
    powerOn: ClassVar[AutoStartAction]
    powerOff: ClassVar[AutoStartAction]
    guestShutdown: ClassVar[AutoStartAction]
    suspend: ClassVar[AutoStartAction]

class AutoStartDefaults(DynamicData):
    enabled: bool | None
    startDelay: int | None
    stopDelay: int | None
    waitForHeartbeat: bool | None
    stopAction: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., startDelay: int | None = ..., stopDelay: int | None = ..., waitForHeartbeat: bool | None = ..., stopAction: str | None = ...) -> None: ...

class AutoStartPowerInfo(DynamicData):
    key: ManagedObjectReference
    startOrder: int
    startDelay: int
    waitForHeartbeat: AutoStartWaitHeartbeatSetting
    startAction: str
    stopDelay: int
    stopAction: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, startOrder: int, startDelay: int, waitForHeartbeat: AutoStartWaitHeartbeatSetting, startAction: str, stopDelay: int, stopAction: str) -> None: ...

class AutoStartWaitHeartbeatSetting(VimEnum):
    yes: ClassVar[AutoStartWaitHeartbeatSetting]
    no: ClassVar[AutoStartWaitHeartbeatSetting]
    systemDefault: ClassVar[AutoStartWaitHeartbeatSetting]

class BadUsernameSessionEvent(SessionEvent):
    ipAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ipAddress: str) -> None: ...

class BlockedByFirewall(HostConfigFault): ...

class BoolOption(OptionType):
    supported: bool
    defaultValue: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ..., supported: bool, defaultValue: bool) -> None: ...

class BoolPolicy(InheritablePolicy):
    value: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, value: bool | None = ...) -> None: ...

class CanceledHostOperationEvent(HostEvent): ...

class CannotAccessFile(FileFault): ...

class CannotAccessLocalSource(VimFault): ...

class CannotAccessNetwork(CannotAccessVmDevice): ...

class CannotAccessVmComponent(VmConfigFault): ...

class CannotAccessVmConfig(CannotAccessVmComponent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: LocalizedMethodFault) -> None: ...

class CannotAccessVmDevice(CannotAccessVmComponent):
    device: str
    backing: str
    connected: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, backing: str, connected: bool) -> None: ...

class CannotAccessVmDisk(CannotAccessVmDevice):
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, backing: str, connected: bool, fault: LocalizedMethodFault) -> None: ...

class CannotAddHostWithFTVmAsStandalone(HostConnectFault): ...

class CannotAddHostWithFTVmToDifferentCluster(HostConnectFault): ...

class CannotAddHostWithFTVmToNonHACluster(HostConnectFault): ...

class CannotChangeDrsBehaviorForFtSecondary(VmFaultToleranceIssue):
    vm: ManagedObjectReference
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vm: ManagedObjectReference, vmName: str) -> None: ...

class CannotChangeHaSettingsForFtSecondary(VmFaultToleranceIssue):
    vm: ManagedObjectReference
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vm: ManagedObjectReference, vmName: str) -> None: ...

class CannotCreateFile(FileFault): ...

class CannotDecryptPasswords(CustomizationFault): ...

class CannotDeleteFile(FileFault): ...

class CannotDisableDrsOnClustersWithVApps(RuntimeFault): ...

class CannotDisableSnapshot(VmConfigFault): ...

class CannotDisconnectHostWithFaultToleranceVm(VimFault):
    hostName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str) -> None: ...

class CannotModifyConfigCpuRequirements(MigrationFault): ...

class CannotMoveFaultToleranceVm(VimFault):
    moveType: str
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., moveType: str, vmName: str) -> None: ...

class CannotMoveFaultToleranceVmMoveType(VimEnum):
    resourcePool: ClassVar[CannotMoveFaultToleranceVmMoveType]
    cluster: ClassVar[CannotMoveFaultToleranceVmMoveType]

class CannotMoveHostWithFaultToleranceVm(VimFault): ...

class Capability(DynamicData):
    provisioningSupported: bool
    multiHostSupported: bool
    userShellAccessSupported: bool
    supportedEVCMode: tuple[EVCMode, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., provisioningSupported: bool, multiHostSupported: bool, userShellAccessSupported: bool, supportedEVCMode: Sequence[EVCMode] | None = ...) -> None: ...

class CheckResult(DynamicData):
    vm: ManagedObjectReference | None
    host: ManagedObjectReference | None
    warning: tuple[LocalizedMethodFault, ...]
    error: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vm: ManagedObjectReference | None = ..., host: ManagedObjectReference | None = ..., warning: Sequence[LocalizedMethodFault] | None = ..., error: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class CheckTestType(VimEnum):
    sourceTests: ClassVar[CheckTestType]
    hostTests: ClassVar[CheckTestType]
    resourcePoolTests: ClassVar[CheckTestType]
    datastoreTests: ClassVar[CheckTestType]

class ChoiceOption(OptionType):
    choiceInfo: tuple[ElementDescription, ...]
    defaultIndex: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ..., choiceInfo: Sequence[ElementDescription], defaultIndex: int | None = ...) -> None: ...

class ClockSkew(HostConfigFault): ...

class CloneFromSnapshotNotSupported(MigrationFault): ...

class ClusterAction(DynamicData):
    type: str
    target: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, target: ManagedObjectReference | None = ...) -> None: ...

class ClusterActionHistory(DynamicData):
    action: ClusterAction
    time: _datetime
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., action: ClusterAction, time: _datetime) -> None: ...

class ClusterAffinityRuleSpec(ClusterRuleInfo):
    vm: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int | None = ..., status: ManagedEntityStatus | None = ..., enabled: bool | None = ..., name: str | None = ..., mandatory: bool | None = ..., userCreated: bool | None = ..., inCompliance: bool | None = ..., vm: Sequence[ManagedObjectReference]) -> None: ...

class ClusterAntiAffinityRuleSpec(ClusterRuleInfo):
    vm: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int | None = ..., status: ManagedEntityStatus | None = ..., enabled: bool | None = ..., name: str | None = ..., mandatory: bool | None = ..., userCreated: bool | None = ..., inCompliance: bool | None = ..., vm: Sequence[ManagedObjectReference]) -> None: ...

class ClusterAttemptedVmInfo(DynamicData):
    vm: ManagedObjectReference
    task: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vm: ManagedObjectReference, task: ManagedObjectReference | None = ...) -> None: ...

class ClusterComplianceCheckedEvent(ClusterEvent):
    profile: ProfileEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., profile: ProfileEventArgument) -> None: ...

class ClusterComputeResourceSummary(ComputeResourceSummary):
    currentFailoverLevel: int
    admissionControlInfo: ClusterDasAdmissionControlInfo | None
    numVmotions: int
    targetBalance: int | None
    currentBalance: int | None
    currentEVCModeKey: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., totalCpu: int, totalMemory: int, numCpuCores: int, numCpuThreads: int, effectiveCpu: int, effectiveMemory: int, numHosts: int, numEffectiveHosts: int, overallStatus: ManagedEntityStatus, currentFailoverLevel: int, admissionControlInfo: ClusterDasAdmissionControlInfo | None = ..., numVmotions: int, targetBalance: int | None = ..., currentBalance: int | None = ..., currentEVCModeKey: str | None = ...) -> None: ...

class ClusterConfigInfo(DynamicData):
    dasConfig: ClusterDasConfigInfo
    dasVmConfig: tuple[ClusterDasVmConfigInfo, ...]
    drsConfig: ClusterDrsConfigInfo
    drsVmConfig: tuple[ClusterDrsVmConfigInfo, ...]
    rule: tuple[ClusterRuleInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dasConfig: ClusterDasConfigInfo, dasVmConfig: Sequence[ClusterDasVmConfigInfo] | None = ..., drsConfig: ClusterDrsConfigInfo, drsVmConfig: Sequence[ClusterDrsVmConfigInfo] | None = ..., rule: Sequence[ClusterRuleInfo] | None = ...) -> None: ...

class ClusterConfigInfoEx(ComputeResourceConfigInfo):
    dasConfig: ClusterDasConfigInfo
    dasVmConfig: tuple[ClusterDasVmConfigInfo, ...]
    drsConfig: ClusterDrsConfigInfo
    drsVmConfig: tuple[ClusterDrsVmConfigInfo, ...]
    rule: tuple[ClusterRuleInfo, ...]
    dpmConfigInfo: ClusterDpmConfigInfo | None
    dpmHostConfig: tuple[ClusterDpmHostConfigInfo, ...]
    group: tuple[ClusterGroupInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmSwapPlacement: str, dasConfig: ClusterDasConfigInfo, dasVmConfig: Sequence[ClusterDasVmConfigInfo] | None = ..., drsConfig: ClusterDrsConfigInfo, drsVmConfig: Sequence[ClusterDrsVmConfigInfo] | None = ..., rule: Sequence[ClusterRuleInfo] | None = ..., dpmConfigInfo: ClusterDpmConfigInfo | None = ..., dpmHostConfig: Sequence[ClusterDpmHostConfigInfo] | None = ..., group: Sequence[ClusterGroupInfo] | None = ...) -> None: ...

class ClusterConfigSpec(DynamicData):
    dasConfig: ClusterDasConfigInfo | None
    dasVmConfigSpec: tuple[ClusterDasVmConfigSpec, ...]
    drsConfig: ClusterDrsConfigInfo | None
    drsVmConfigSpec: tuple[ClusterDrsVmConfigSpec, ...]
    rulesSpec: tuple[ClusterRuleSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dasConfig: ClusterDasConfigInfo | None = ..., dasVmConfigSpec: Sequence[ClusterDasVmConfigSpec] | None = ..., drsConfig: ClusterDrsConfigInfo | None = ..., drsVmConfigSpec: Sequence[ClusterDrsVmConfigSpec] | None = ..., rulesSpec: Sequence[ClusterRuleSpec] | None = ...) -> None: ...

class ClusterConfigSpecEx(ComputeResourceConfigSpec):
    dasConfig: ClusterDasConfigInfo | None
    dasVmConfigSpec: tuple[ClusterDasVmConfigSpec, ...]
    drsConfig: ClusterDrsConfigInfo | None
    drsVmConfigSpec: tuple[ClusterDrsVmConfigSpec, ...]
    rulesSpec: tuple[ClusterRuleSpec, ...]
    dpmConfig: ClusterDpmConfigInfo | None
    dpmHostConfigSpec: tuple[ClusterDpmHostConfigSpec, ...]
    groupSpec: tuple[ClusterGroupSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmSwapPlacement: str | None = ..., dasConfig: ClusterDasConfigInfo | None = ..., dasVmConfigSpec: Sequence[ClusterDasVmConfigSpec] | None = ..., drsConfig: ClusterDrsConfigInfo | None = ..., drsVmConfigSpec: Sequence[ClusterDrsVmConfigSpec] | None = ..., rulesSpec: Sequence[ClusterRuleSpec] | None = ..., dpmConfig: ClusterDpmConfigInfo | None = ..., dpmHostConfigSpec: Sequence[ClusterDpmHostConfigSpec] | None = ..., groupSpec: Sequence[ClusterGroupSpec] | None = ...) -> None: ...

class ClusterCreatedEvent(ClusterEvent):
    parent: FolderEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., parent: FolderEventArgument) -> None: ...

class ClusterDasAamHostInfo(ClusterDasHostInfo):
    hostDasState: tuple[ClusterDasAamNodeState, ...]
    primaryHosts: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hostDasState: Sequence[ClusterDasAamNodeState] | None = ..., primaryHosts: Sequence[str] | None = ...) -> None: ...

class ClusterDasAamNodeState(DynamicData):
    host: ManagedObjectReference
    name: str
    configState: str
    runtimeState: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, name: str, configState: str, runtimeState: str) -> None: ...

class ClusterDasAamNodeStateDasState(VimEnum):
    uninitialized: ClassVar[ClusterDasAamNodeStateDasState]
    initialized: ClassVar[ClusterDasAamNodeStateDasState]
    configuring: ClassVar[ClusterDasAamNodeStateDasState]
    unconfiguring: ClassVar[ClusterDasAamNodeStateDasState]
    running: ClassVar[ClusterDasAamNodeStateDasState]
    error: ClassVar[ClusterDasAamNodeStateDasState]
    agentShutdown: ClassVar[ClusterDasAamNodeStateDasState]
    nodeFailed: ClassVar[ClusterDasAamNodeStateDasState]

class ClusterDasAdmissionControlInfo(DynamicData): ...

class ClusterDasAdmissionControlPolicy(DynamicData): ...

class ClusterDasAdvancedRuntimeInfo(DynamicData):
    dasHostInfo: ClusterDasHostInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dasHostInfo: ClusterDasHostInfo | None = ...) -> None: ...

class ClusterDasConfigInfo(DynamicData):
    enabled: bool | None
    vmMonitoring: str | None
    hostMonitoring: str | None
    failoverLevel: int | None
    admissionControlPolicy: ClusterDasAdmissionControlPolicy | None
    admissionControlEnabled: bool | None
    defaultVmSettings: ClusterDasVmSettings | None
    option: tuple[OptionValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., vmMonitoring: str | None = ..., hostMonitoring: str | None = ..., failoverLevel: int | None = ..., admissionControlPolicy: ClusterDasAdmissionControlPolicy | None = ..., admissionControlEnabled: bool | None = ..., defaultVmSettings: ClusterDasVmSettings | None = ..., option: Sequence[OptionValue] | None = ...) -> None: ...

class ClusterDasConfigInfoServiceState(VimEnum):
    disabled: ClassVar[ClusterDasConfigInfoServiceState]
    enabled: ClassVar[ClusterDasConfigInfoServiceState]

class ClusterDasConfigInfoVmMonitoringState(VimEnum):
    vmMonitoringDisabled: ClassVar[ClusterDasConfigInfoVmMonitoringState]
    vmMonitoringOnly: ClassVar[ClusterDasConfigInfoVmMonitoringState]
    vmAndAppMonitoring: ClassVar[ClusterDasConfigInfoVmMonitoringState]

class ClusterDasFailoverLevelAdvancedRuntimeInfo(ClusterDasAdvancedRuntimeInfo):
    slotInfo: ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo
    totalSlots: int
    usedSlots: int
    unreservedSlots: int
    totalVms: int
    totalHosts: int
    totalGoodHosts: int
    hostSlots: tuple[ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dasHostInfo: ClusterDasHostInfo | None = ..., slotInfo: ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo, totalSlots: int, usedSlots: int, unreservedSlots: int, totalVms: int, totalHosts: int, totalGoodHosts: int, hostSlots: Sequence[ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots] | None = ...) -> None: ...

class ClusterDasFailoverLevelAdvancedRuntimeInfoHostSlots(DynamicData):
    host: ManagedObjectReference
    slots: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, slots: int) -> None: ...

class ClusterDasFailoverLevelAdvancedRuntimeInfoSlotInfo(DynamicData):
    numVcpus: int
    cpuMHz: int
    memoryMB: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numVcpus: int, cpuMHz: int, memoryMB: int) -> None: ...

class ClusterDasHostInfo(DynamicData): ...

class ClusterDasHostRecommendation(DynamicData):
    host: ManagedObjectReference
    drsRating: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, drsRating: int | None = ...) -> None: ...

class ClusterDasVmConfigInfo(DynamicData):
    key: ManagedObjectReference
    restartPriority: DasVmPriority | None
    powerOffOnIsolation: bool | None
    dasSettings: ClusterDasVmSettings | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, restartPriority: DasVmPriority | None = ..., powerOffOnIsolation: bool | None = ..., dasSettings: ClusterDasVmSettings | None = ...) -> None: ...

class ClusterDasVmConfigSpec(ArrayUpdateSpec):
    info: ClusterDasVmConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: ClusterDasVmConfigInfo | None = ...) -> None: ...

class ClusterDasVmSettings(DynamicData):
    restartPriority: str | None
    isolationResponse: str | None
    vmToolsMonitoringSettings: ClusterVmToolsMonitoringSettings | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., restartPriority: str | None = ..., isolationResponse: str | None = ..., vmToolsMonitoringSettings: ClusterVmToolsMonitoringSettings | None = ...) -> None: ...

class ClusterDasVmSettingsIsolationResponse(VimEnum):
    none: ClassVar[ClusterDasVmSettingsIsolationResponse]
    powerOff: ClassVar[ClusterDasVmSettingsIsolationResponse]
    shutdown: ClassVar[ClusterDasVmSettingsIsolationResponse]
    clusterIsolationResponse: ClassVar[ClusterDasVmSettingsIsolationResponse]

class ClusterDasVmSettingsRestartPriority(VimEnum):
    disabled: ClassVar[ClusterDasVmSettingsRestartPriority]
    low: ClassVar[ClusterDasVmSettingsRestartPriority]
    medium: ClassVar[ClusterDasVmSettingsRestartPriority]
    high: ClassVar[ClusterDasVmSettingsRestartPriority]
    clusterRestartPriority: ClassVar[ClusterDasVmSettingsRestartPriority]

class ClusterDestroyedEvent(ClusterEvent): ...

class ClusterDpmConfigInfo(DynamicData):
    enabled: bool | None
    defaultDpmBehavior: DpmBehavior | None
    hostPowerActionRate: int | None
    option: tuple[OptionValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., defaultDpmBehavior: DpmBehavior | None = ..., hostPowerActionRate: int | None = ..., option: Sequence[OptionValue] | None = ...) -> None: ...

class ClusterDpmHostConfigInfo(DynamicData):
    key: ManagedObjectReference
    enabled: bool | None
    behavior: DpmBehavior | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, enabled: bool | None = ..., behavior: DpmBehavior | None = ...) -> None: ...

class ClusterDpmHostConfigSpec(ArrayUpdateSpec):
    info: ClusterDpmHostConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: ClusterDpmHostConfigInfo | None = ...) -> None: ...

class ClusterDrsConfigInfo(DynamicData):
    enabled: bool | None
    enableVmBehaviorOverrides: bool | None
    defaultVmBehavior: DrsBehavior | None
    vmotionRate: int | None
    option: tuple[OptionValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., enableVmBehaviorOverrides: bool | None = ..., defaultVmBehavior: DrsBehavior | None = ..., vmotionRate: int | None = ..., option: Sequence[OptionValue] | None = ...) -> None: ...

class ClusterDrsFaults(DynamicData):
    reason: str
    faultsByVm: tuple[ClusterDrsFaultsFaultsByVm, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., reason: str, faultsByVm: Sequence[ClusterDrsFaultsFaultsByVm]) -> None: ...

class ClusterDrsFaultsFaultsByVm(DynamicData):
    vm: ManagedObjectReference | None
    fault: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vm: ManagedObjectReference | None = ..., fault: Sequence[LocalizedMethodFault]) -> None: ...

class ClusterDrsMigration(DynamicData):
    key: str
    time: _datetime
    vm: ManagedObjectReference
    cpuLoad: int | None
    memoryLoad: int | None
    source: ManagedObjectReference
    sourceCpuLoad: int | None
    sourceMemoryLoad: int | None
    destination: ManagedObjectReference
    destinationCpuLoad: int | None
    destinationMemoryLoad: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, time: _datetime, vm: ManagedObjectReference, cpuLoad: int | None = ..., memoryLoad: int | None = ..., source: ManagedObjectReference, sourceCpuLoad: int | None = ..., sourceMemoryLoad: int | None = ..., destination: ManagedObjectReference, destinationCpuLoad: int | None = ..., destinationMemoryLoad: int | None = ...) -> None: ...

class ClusterDrsRecommendation(DynamicData):
    key: str
    rating: int
    reason: str
    reasonText: str
    migrationList: tuple[ClusterDrsMigration, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, rating: int, reason: str, reasonText: str, migrationList: Sequence[ClusterDrsMigration]) -> None: ...

class ClusterDrsVmConfigInfo(DynamicData):
    key: ManagedObjectReference
    enabled: bool | None
    behavior: DrsBehavior | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, enabled: bool | None = ..., behavior: DrsBehavior | None = ...) -> None: ...

class ClusterDrsVmConfigSpec(ArrayUpdateSpec):
    info: ClusterDrsVmConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: ClusterDrsVmConfigInfo | None = ...) -> None: ...

class ClusterEvent(Event): ...

class ClusterFailoverHostAdmissionControlInfo(ClusterDasAdmissionControlInfo):
    hostStatus: tuple[ClusterFailoverHostAdmissionControlInfoHostStatus, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hostStatus: Sequence[ClusterFailoverHostAdmissionControlInfoHostStatus] | None = ...) -> None: ...

class ClusterFailoverHostAdmissionControlInfoHostStatus(DynamicData):
    host: ManagedObjectReference
    status: ManagedEntityStatus
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, status: ManagedEntityStatus) -> None: ...

class ClusterFailoverHostAdmissionControlPolicy(ClusterDasAdmissionControlPolicy):
    failoverHosts: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., failoverHosts: Sequence[ManagedObjectReference] | None = ...) -> None: ...

class ClusterFailoverLevelAdmissionControlInfo(ClusterDasAdmissionControlInfo):
    currentFailoverLevel: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., currentFailoverLevel: int) -> None: ...

class ClusterFailoverLevelAdmissionControlPolicy(ClusterDasAdmissionControlPolicy):
    failoverLevel: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., failoverLevel: int) -> None: ...

class ClusterFailoverResourcesAdmissionControlInfo(ClusterDasAdmissionControlInfo):
    currentCpuFailoverResourcesPercent: int
    currentMemoryFailoverResourcesPercent: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., currentCpuFailoverResourcesPercent: int, currentMemoryFailoverResourcesPercent: int) -> None: ...

class ClusterFailoverResourcesAdmissionControlPolicy(ClusterDasAdmissionControlPolicy):
    cpuFailoverResourcesPercent: int
    memoryFailoverResourcesPercent: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., cpuFailoverResourcesPercent: int, memoryFailoverResourcesPercent: int) -> None: ...

class ClusterGroupInfo(DynamicData):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str) -> None: ...

class ClusterGroupSpec(ArrayUpdateSpec):
    info: ClusterGroupInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: ClusterGroupInfo | None = ...) -> None: ...

class ClusterHostGroup(ClusterGroupInfo):
    host: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, host: Sequence[ManagedObjectReference] | None = ...) -> None: ...

class ClusterHostPowerAction(ClusterAction):
    operationType: HostPowerOperationType
    powerConsumptionWatt: int | None
    cpuCapacityMHz: int | None
    memCapacityMB: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, target: ManagedObjectReference | None = ..., operationType: HostPowerOperationType, powerConsumptionWatt: int | None = ..., cpuCapacityMHz: int | None = ..., memCapacityMB: int | None = ...) -> None: ...

class ClusterHostRecommendation(DynamicData):
    host: ManagedObjectReference
    rating: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, rating: int) -> None: ...

class ClusterInitialPlacementAction(ClusterAction):
    targetHost: ManagedObjectReference
    pool: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, target: ManagedObjectReference | None = ..., targetHost: ManagedObjectReference, pool: ManagedObjectReference | None = ...) -> None: ...

class ClusterMigrationAction(ClusterAction):
    drsMigration: ClusterDrsMigration | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, target: ManagedObjectReference | None = ..., drsMigration: ClusterDrsMigration | None = ...) -> None: ...

class ClusterNotAttemptedVmInfo(DynamicData):
    vm: ManagedObjectReference
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vm: ManagedObjectReference, fault: LocalizedMethodFault) -> None: ...

class ClusterOvercommittedEvent(ClusterEvent): ...

class ClusterPowerOnVmOption(VimEnum):
    OverrideAutomationLevel: ClassVar[ClusterPowerOnVmOption]
    ReserveResources: ClassVar[ClusterPowerOnVmOption]

class ClusterPowerOnVmResult(DynamicData):
    attempted: tuple[ClusterAttemptedVmInfo, ...]
    notAttempted: tuple[ClusterNotAttemptedVmInfo, ...]
    recommendations: tuple[ClusterRecommendation, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., attempted: Sequence[ClusterAttemptedVmInfo] | None = ..., notAttempted: Sequence[ClusterNotAttemptedVmInfo] | None = ..., recommendations: Sequence[ClusterRecommendation] | None = ...) -> None: ...

class ClusterProfileCompleteConfigSpec(ClusterProfileConfigSpec):
    complyProfile: ComplianceProfile | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., annotation: str | None = ..., enabled: bool | None = ..., complyProfile: ComplianceProfile | None = ...) -> None: ...

class ClusterProfileConfigInfo(ProfileConfigInfo):
    complyProfile: ComplianceProfile | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, annotation: str | None = ..., enabled: bool, complyProfile: ComplianceProfile | None = ...) -> None: ...

class ClusterProfileConfigServiceCreateSpec(ClusterProfileConfigSpec):
    serviceType: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., annotation: str | None = ..., enabled: bool | None = ..., serviceType: Sequence[str] | None = ...) -> None: ...

class ClusterProfileConfigSpec(ClusterProfileCreateSpec): ...

class ClusterProfileCreateSpec(ProfileCreateSpec): ...

class ClusterProfileServiceType(VimEnum):
    DRS: ClassVar[ClusterProfileServiceType]
    HA: ClassVar[ClusterProfileServiceType]
    DPM: ClassVar[ClusterProfileServiceType]
    FT: ClassVar[ClusterProfileServiceType]

class ClusterRecommendation(DynamicData):
    key: str
    type: str
    time: _datetime
    rating: int
    reason: str
    reasonText: str
    prerequisite: tuple[str, ...]
    action: tuple[ClusterAction, ...]
    target: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, type: str, time: _datetime, rating: int, reason: str, reasonText: str, prerequisite: Sequence[str] | None = ..., action: Sequence[ClusterAction] | None = ..., target: ManagedObjectReference | None = ...) -> None: ...

class ClusterReconfiguredEvent(ClusterEvent): ...

class ClusterRuleInfo(DynamicData):
    key: int | None
    status: ManagedEntityStatus | None
    enabled: bool | None
    name: str | None
    mandatory: bool | None
    userCreated: bool | None
    inCompliance: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int | None = ..., status: ManagedEntityStatus | None = ..., enabled: bool | None = ..., name: str | None = ..., mandatory: bool | None = ..., userCreated: bool | None = ..., inCompliance: bool | None = ...) -> None: ...

class ClusterRuleSpec(ArrayUpdateSpec):
    info: ClusterRuleInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: ClusterRuleInfo | None = ...) -> None: ...

class ClusterStatusChangedEvent(ClusterEvent):
    oldStatus: str
    newStatus: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldStatus: str, newStatus: str) -> None: ...

class ClusterVmGroup(ClusterGroupInfo):
    vm: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, vm: Sequence[ManagedObjectReference] | None = ...) -> None: ...

class ClusterVmHostRuleInfo(ClusterRuleInfo):
    vmGroupName: str | None
    affineHostGroupName: str | None
    antiAffineHostGroupName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int | None = ..., status: ManagedEntityStatus | None = ..., enabled: bool | None = ..., name: str | None = ..., mandatory: bool | None = ..., userCreated: bool | None = ..., inCompliance: bool | None = ..., vmGroupName: str | None = ..., affineHostGroupName: str | None = ..., antiAffineHostGroupName: str | None = ...) -> None: ...

class ClusterVmToolsMonitoringSettings(DynamicData):
    enabled: bool | None
    vmMonitoring: str | None
    clusterSettings: bool | None
    failureInterval: int | None
    minUpTime: int | None
    maxFailures: int | None
    maxFailureWindow: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., vmMonitoring: str | None = ..., clusterSettings: bool | None = ..., failureInterval: int | None = ..., minUpTime: int | None = ..., maxFailures: int | None = ..., maxFailureWindow: int | None = ...) -> None: ...

class ComplianceFailure(DynamicData):
    failureType: str
    message: LocalizableMessage
    expressionName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., failureType: str, message: LocalizableMessage, expressionName: str | None = ...) -> None: ...

class ComplianceLocator(DynamicData):
    expressionName: str
    applyPath: ProfilePropertyPath
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., expressionName: str, applyPath: ProfilePropertyPath) -> None: ...

class ComplianceProfile(DynamicData):
    expression: tuple[ProfileExpression, ...]
    rootExpression: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., expression: Sequence[ProfileExpression], rootExpression: str) -> None: ...

class ComplianceResult(DynamicData):
    profile: ManagedObjectReference | None
    complianceStatus: str
    entity: ManagedObjectReference | None
    checkTime: _datetime | None
    failure: tuple[ComplianceFailure, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., profile: ManagedObjectReference | None = ..., complianceStatus: str, entity: ManagedObjectReference | None = ..., checkTime: _datetime | None = ..., failure: Sequence[ComplianceFailure] | None = ...) -> None: ...

class ComplianceResultStatus(VimEnum):
    compliant: ClassVar[ComplianceResultStatus]
    nonCompliant: ClassVar[ComplianceResultStatus]
    unknown: ClassVar[ComplianceResultStatus]

class CompositePolicyOption(PolicyOption):
    option: tuple[PolicyOption, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, parameter: Sequence[KeyAnyValue] | None = ..., option: Sequence[PolicyOption] | None = ...) -> None: ...

class ComputeResourceConfigInfo(DynamicData):
    vmSwapPlacement: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmSwapPlacement: str) -> None: ...

class ComputeResourceConfigSpec(DynamicData):
    vmSwapPlacement: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmSwapPlacement: str | None = ...) -> None: ...

class ComputeResourceEventArgument(EntityEventArgument):
    computeResource: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, computeResource: ManagedObjectReference) -> None: ...

class ComputeResourceSummary(DynamicData):
    totalCpu: int
    totalMemory: int
    numCpuCores: int
    numCpuThreads: int
    effectiveCpu: int
    effectiveMemory: int
    numHosts: int
    numEffectiveHosts: int
    overallStatus: ManagedEntityStatus
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., totalCpu: int, totalMemory: int, numCpuCores: int, numCpuThreads: int, effectiveCpu: int, effectiveMemory: int, numHosts: int, numEffectiveHosts: int, overallStatus: ManagedEntityStatus) -> None: ...

class ConcurrentAccess(VimFault): ...

class ConfigSpecOperation(VimEnum):
    add: ClassVar[ConfigSpecOperation]
    edit: ClassVar[ConfigSpecOperation]
    remove: ClassVar[ConfigSpecOperation]

class ConfigTarget(DynamicData):
    numCpus: int
    numCpuCores: int
    numNumaNodes: int
    datastore: tuple[VirtualMachineDatastoreInfo, ...]
    network: tuple[VirtualMachineNetworkInfo, ...]
    distributedVirtualPortgroup: tuple[DistributedVirtualPortgroupInfo, ...]
    distributedVirtualSwitch: tuple[DistributedVirtualSwitchInfo, ...]
    cdRom: tuple[VirtualMachineCdromInfo, ...]
    serial: tuple[VirtualMachineSerialInfo, ...]
    parallel: tuple[VirtualMachineParallelInfo, ...]
    sound: tuple[VirtualMachineSoundInfo, ...]
    usb: tuple[VirtualMachineUsbInfo, ...]
    floppy: tuple[VirtualMachineFloppyInfo, ...]
    legacyNetworkInfo: tuple[VirtualMachineLegacyNetworkSwitchInfo, ...]
    scsiPassthrough: tuple[VirtualMachineScsiPassthroughInfo, ...]
    scsiDisk: tuple[VirtualMachineScsiDiskDeviceInfo, ...]
    ideDisk: tuple[VirtualMachineIdeDiskDeviceInfo, ...]
    maxMemMBOptimalPerf: int
    resourcePool: ResourcePoolRuntimeInfo | None
    autoVmotion: bool | None
    pciPassthrough: tuple[VirtualMachinePciPassthroughInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numCpus: int, numCpuCores: int, numNumaNodes: int, datastore: Sequence[VirtualMachineDatastoreInfo] | None = ..., network: Sequence[VirtualMachineNetworkInfo] | None = ..., distributedVirtualPortgroup: Sequence[DistributedVirtualPortgroupInfo] | None = ..., distributedVirtualSwitch: Sequence[DistributedVirtualSwitchInfo] | None = ..., cdRom: Sequence[VirtualMachineCdromInfo] | None = ..., serial: Sequence[VirtualMachineSerialInfo] | None = ..., parallel: Sequence[VirtualMachineParallelInfo] | None = ..., sound: Sequence[VirtualMachineSoundInfo] | None = ..., usb: Sequence[VirtualMachineUsbInfo] | None = ..., floppy: Sequence[VirtualMachineFloppyInfo] | None = ..., legacyNetworkInfo: Sequence[VirtualMachineLegacyNetworkSwitchInfo] | None = ..., scsiPassthrough: Sequence[VirtualMachineScsiPassthroughInfo] | None = ..., scsiDisk: Sequence[VirtualMachineScsiDiskDeviceInfo] | None = ..., ideDisk: Sequence[VirtualMachineIdeDiskDeviceInfo] | None = ..., maxMemMBOptimalPerf: int, resourcePool: ResourcePoolRuntimeInfo | None = ..., autoVmotion: bool | None = ..., pciPassthrough: Sequence[VirtualMachinePciPassthroughInfo] | None = ...) -> None: ...

class ConnectedIso(OvfExport):
    cdrom: VirtualCdrom
    filename: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., cdrom: VirtualCdrom, filename: str) -> None: ...

class CpuCompatibilityUnknown(CpuIncompatible): ...

class CpuHotPlugNotSupported(VmConfigFault): ...

class CpuIncompatible(VirtualHardwareCompatibilityIssue):
    level: int
    registerName: str
    registerBits: str | None
    desiredBits: str | None
    host: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., level: int, registerName: str, registerBits: str | None = ..., desiredBits: str | None = ..., host: ManagedObjectReference | None = ...) -> None: ...

class CpuIncompatible1ECX(CpuIncompatible):
    sse3: bool
    ssse3: bool
    sse41: bool
    sse42: bool
    other: bool
    otherOnly: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., level: int, registerName: str, registerBits: str | None = ..., desiredBits: str | None = ..., host: ManagedObjectReference | None = ..., sse3: bool, ssse3: bool, sse41: bool, sse42: bool, other: bool, otherOnly: bool) -> None: ...

class CpuIncompatible81EDX(CpuIncompatible):
    nx: bool
    ffxsr: bool
    rdtscp: bool
    lm: bool
    other: bool
    otherOnly: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., level: int, registerName: str, registerBits: str | None = ..., desiredBits: str | None = ..., host: ManagedObjectReference | None = ..., nx: bool, ffxsr: bool, rdtscp: bool, lm: bool, other: bool, otherOnly: bool) -> None: ...

class CreateTaskAction(Action):
    taskTypeId: str
    cancelable: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., taskTypeId: str, cancelable: bool) -> None: ...

class CustomFieldDef(DynamicData):
    key: int
    name: str
    type: str
    managedObjectType: str | None
    fieldDefPrivileges: PrivilegePolicyDef | None
    fieldInstancePrivileges: PrivilegePolicyDef | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, name: str, type: str, managedObjectType: str | None = ..., fieldDefPrivileges: PrivilegePolicyDef | None = ..., fieldInstancePrivileges: PrivilegePolicyDef | None = ...) -> None: ...

class CustomFieldDefAddedEvent(CustomFieldDefEvent): ...

class CustomFieldDefEvent(CustomFieldEvent):
    fieldKey: int
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., fieldKey: int, name: str) -> None: ...

class CustomFieldDefRemovedEvent(CustomFieldDefEvent): ...

class CustomFieldDefRenamedEvent(CustomFieldDefEvent):
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., fieldKey: int, name: str, newName: str) -> None: ...

class CustomFieldEvent(Event): ...

class CustomFieldStringValue(CustomFieldValue):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, value: str) -> None: ...

class CustomFieldValue(DynamicData):
    key: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int) -> None: ...

class CustomFieldValueChangedEvent(CustomFieldEvent):
    entity: ManagedEntityEventArgument
    fieldKey: int
    name: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., entity: ManagedEntityEventArgument, fieldKey: int, name: str, value: str) -> None: ...

class CustomizationAdapterMapping(DynamicData):
    macAddress: str | None
    adapter: CustomizationIPSettings
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., macAddress: str | None = ..., adapter: CustomizationIPSettings) -> None: ...

class CustomizationAutoIpV6Generator(CustomizationIpV6Generator): ...

class CustomizationCustomIpGenerator(CustomizationIpGenerator):
    argument: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., argument: str | None = ...) -> None: ...

class CustomizationCustomIpV6Generator(CustomizationIpV6Generator):
    argument: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., argument: str | None = ...) -> None: ...

class CustomizationCustomName(CustomizationName):
    argument: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., argument: str | None = ...) -> None: ...

class CustomizationDhcpIpGenerator(CustomizationIpGenerator): ...

class CustomizationDhcpIpV6Generator(CustomizationIpV6Generator): ...

class CustomizationEvent(VmEvent):
    logLocation: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, logLocation: str | None = ...) -> None: ...

class CustomizationFailed(CustomizationEvent): ...

class CustomizationFault(VimFault): ...

class CustomizationFixedIp(CustomizationIpGenerator):
    ipAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str) -> None: ...

class CustomizationFixedIpV6(CustomizationIpV6Generator):
    ipAddress: str
    subnetMask: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str, subnetMask: int) -> None: ...

class CustomizationFixedName(CustomizationName):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str) -> None: ...

class CustomizationGlobalIPSettings(DynamicData):
    dnsSuffixList: tuple[str, ...]
    dnsServerList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dnsSuffixList: Sequence[str] | None = ..., dnsServerList: Sequence[str] | None = ...) -> None: ...

class CustomizationGuiRunOnce(DynamicData):
    commandList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., commandList: Sequence[str]) -> None: ...

class CustomizationGuiUnattended(DynamicData):
    password: CustomizationPassword | None
    timeZone: int
    autoLogon: bool
    autoLogonCount: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., password: CustomizationPassword | None = ..., timeZone: int, autoLogon: bool, autoLogonCount: int) -> None: ...

class CustomizationIPSettings(DynamicData):
    ip: CustomizationIpGenerator
    subnetMask: str | None
    gateway: tuple[str, ...]
    ipV6Spec: CustomizationIPSettingsIpV6AddressSpec | None
    dnsServerList: tuple[str, ...]
    dnsDomain: str | None
    primaryWINS: str | None
    secondaryWINS: str | None
    netBIOS: CustomizationNetBIOSMode | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ip: CustomizationIpGenerator, subnetMask: str | None = ..., gateway: Sequence[str] | None = ..., ipV6Spec: CustomizationIPSettingsIpV6AddressSpec | None = ..., dnsServerList: Sequence[str] | None = ..., dnsDomain: str | None = ..., primaryWINS: str | None = ..., secondaryWINS: str | None = ..., netBIOS: CustomizationNetBIOSMode | None = ...) -> None: ...

class CustomizationIPSettingsIpV6AddressSpec(DynamicData):
    ip: tuple[CustomizationIpV6Generator, ...]
    gateway: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ip: Sequence[CustomizationIpV6Generator], gateway: Sequence[str] | None = ...) -> None: ...

class CustomizationIdentification(DynamicData):
    joinWorkgroup: str | None
    joinDomain: str | None
    domainAdmin: str | None
    domainAdminPassword: CustomizationPassword | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., joinWorkgroup: str | None = ..., joinDomain: str | None = ..., domainAdmin: str | None = ..., domainAdminPassword: CustomizationPassword | None = ...) -> None: ...

class CustomizationIdentitySettings(DynamicData): ...

class CustomizationIpGenerator(DynamicData): ...

class CustomizationIpV6Generator(DynamicData): ...

class CustomizationLicenseDataMode(VimEnum):
    perServer: ClassVar[CustomizationLicenseDataMode]
    perSeat: ClassVar[CustomizationLicenseDataMode]

class CustomizationLicenseFilePrintData(DynamicData):
    autoMode: CustomizationLicenseDataMode
    autoUsers: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., autoMode: CustomizationLicenseDataMode, autoUsers: int | None = ...) -> None: ...

class CustomizationLinuxIdentityFailed(CustomizationFailed): ...

class CustomizationLinuxOptions(CustomizationOptions): ...

class CustomizationLinuxPrep(CustomizationIdentitySettings):
    hostName: CustomizationName
    domain: str
    timeZone: str | None
    hwClockUTC: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hostName: CustomizationName, domain: str, timeZone: str | None = ..., hwClockUTC: bool | None = ...) -> None: ...

class CustomizationName(DynamicData): ...

class CustomizationNetBIOSMode(VimEnum):
    enableNetBIOSViaDhcp: ClassVar[CustomizationNetBIOSMode]
    enableNetBIOS: ClassVar[CustomizationNetBIOSMode]
    disableNetBIOS: ClassVar[CustomizationNetBIOSMode]

class CustomizationNetworkSetupFailed(CustomizationFailed): ...

class CustomizationOptions(DynamicData): ...

class CustomizationPassword(DynamicData):
    value: str
    plainText: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., value: str, plainText: bool) -> None: ...

class CustomizationPending(CustomizationFault): ...

class CustomizationPrefixName(CustomizationName):
    base: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., base: str) -> None: ...

class CustomizationSpec(DynamicData):
    options: CustomizationOptions | None
    identity: CustomizationIdentitySettings
    globalIPSettings: CustomizationGlobalIPSettings
    nicSettingMap: tuple[CustomizationAdapterMapping, ...]
    encryptionKey: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., options: CustomizationOptions | None = ..., identity: CustomizationIdentitySettings, globalIPSettings: CustomizationGlobalIPSettings, nicSettingMap: Sequence[CustomizationAdapterMapping] | None = ..., encryptionKey: Sequence[int] | None = ...) -> None: ...

class CustomizationSpecInfo(DynamicData):
    name: str
    description: str
    type: str
    changeVersion: str | None
    lastUpdateTime: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, description: str, type: str, changeVersion: str | None = ..., lastUpdateTime: _datetime | None = ...) -> None: ...

class CustomizationSpecItem(DynamicData):
    info: CustomizationSpecInfo
    spec: CustomizationSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., info: CustomizationSpecInfo, spec: CustomizationSpec) -> None: ...

class CustomizationStartedEvent(CustomizationEvent): ...

class CustomizationStatelessIpV6Generator(CustomizationIpV6Generator): ...

class CustomizationSucceeded(CustomizationEvent): ...

class CustomizationSysprep(CustomizationIdentitySettings):
    guiUnattended: CustomizationGuiUnattended
    userData: CustomizationUserData
    guiRunOnce: CustomizationGuiRunOnce | None
    identification: CustomizationIdentification
    licenseFilePrintData: CustomizationLicenseFilePrintData | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., guiUnattended: CustomizationGuiUnattended, userData: CustomizationUserData, guiRunOnce: CustomizationGuiRunOnce | None = ..., identification: CustomizationIdentification, licenseFilePrintData: CustomizationLicenseFilePrintData | None = ...) -> None: ...

class CustomizationSysprepFailed(CustomizationFailed):
    sysprepVersion: str
    systemVersion: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, logLocation: str | None = ..., sysprepVersion: str, systemVersion: str) -> None: ...

class CustomizationSysprepRebootOption(VimEnum):
    reboot: ClassVar[CustomizationSysprepRebootOption]
    noreboot: ClassVar[CustomizationSysprepRebootOption]
    shutdown: ClassVar[CustomizationSysprepRebootOption]

class CustomizationSysprepText(CustomizationIdentitySettings):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., value: str) -> None: ...

class CustomizationUnknownFailure(CustomizationFailed): ...

class CustomizationUnknownIpGenerator(CustomizationIpGenerator): ...

class CustomizationUnknownIpV6Generator(CustomizationIpV6Generator): ...

class CustomizationUnknownName(CustomizationName): ...

class CustomizationUserData(DynamicData):
    fullName: str
    orgName: str
    computerName: CustomizationName
    productId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fullName: str, orgName: str, computerName: CustomizationName, productId: str) -> None: ...

class CustomizationVirtualMachineName(CustomizationName): ...

class CustomizationWinOptions(CustomizationOptions):
    changeSID: bool
    deleteAccounts: bool
    reboot: CustomizationSysprepRebootOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeSID: bool, deleteAccounts: bool, reboot: CustomizationSysprepRebootOption | None = ...) -> None: ...

class DVPortConfigInfo(DynamicData):
    name: str | None
    scope: tuple[ManagedObjectReference, ...]
    description: str | None
    setting: DVPortSetting | None
    configVersion: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., scope: Sequence[ManagedObjectReference] | None = ..., description: str | None = ..., setting: DVPortSetting | None = ..., configVersion: str) -> None: ...

class DVPortConfigSpec(DynamicData):
    operation: str
    key: str | None
    name: str | None
    scope: tuple[ManagedObjectReference, ...]
    description: str | None
    setting: DVPortSetting | None
    configVersion: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: str, key: str | None = ..., name: str | None = ..., scope: Sequence[ManagedObjectReference] | None = ..., description: str | None = ..., setting: DVPortSetting | None = ..., configVersion: str | None = ...) -> None: ...

class DVPortNotSupported(DeviceBackingNotSupported): ...

class DVPortSetting(DynamicData):
    blocked: BoolPolicy | None
    vmDirectPathGen2Allowed: BoolPolicy | None
    inShapingPolicy: DVSTrafficShapingPolicy | None
    outShapingPolicy: DVSTrafficShapingPolicy | None
    vendorSpecificConfig: DVSVendorSpecificConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., blocked: BoolPolicy | None = ..., vmDirectPathGen2Allowed: BoolPolicy | None = ..., inShapingPolicy: DVSTrafficShapingPolicy | None = ..., outShapingPolicy: DVSTrafficShapingPolicy | None = ..., vendorSpecificConfig: DVSVendorSpecificConfig | None = ...) -> None: ...

class DVPortState(DynamicData):
    runtimeInfo: DVPortStatus | None
    stats: DistributedVirtualSwitchPortStatistics
    vendorSpecificState: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., runtimeInfo: DVPortStatus | None = ..., stats: DistributedVirtualSwitchPortStatistics, vendorSpecificState: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ...) -> None: ...

class DVPortStatus(DynamicData):
    linkUp: bool
    blocked: bool
    vlanIds: tuple[NumericRange, ...]
    trunkingMode: bool | None
    mtu: int | None
    linkPeer: str | None
    macAddress: str | None
    statusDetail: str | None
    vmDirectPathGen2Active: bool | None
    vmDirectPathGen2InactiveReasonNetwork: tuple[str, ...]
    vmDirectPathGen2InactiveReasonOther: tuple[str, ...]
    vmDirectPathGen2InactiveReasonExtended: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., linkUp: bool, blocked: bool, vlanIds: Sequence[NumericRange] | None = ..., trunkingMode: bool | None = ..., mtu: int | None = ..., linkPeer: str | None = ..., macAddress: str | None = ..., statusDetail: str | None = ..., vmDirectPathGen2Active: bool | None = ..., vmDirectPathGen2InactiveReasonNetwork: Sequence[str] | None = ..., vmDirectPathGen2InactiveReasonOther: Sequence[str] | None = ..., vmDirectPathGen2InactiveReasonExtended: str | None = ...) -> None: ...

class DVPortStatusVmDirectPathGen2InactiveReasonNetwork(VimEnum):
    portNptIncompatibleDvs: ClassVar[DVPortStatusVmDirectPathGen2InactiveReasonNetwork]
    portNptNoCompatibleNics: ClassVar[DVPortStatusVmDirectPathGen2InactiveReasonNetwork]
    portNptNoVirtualFunctionsAvailable: ClassVar[DVPortStatusVmDirectPathGen2InactiveReasonNetwork]
    portNptDisabledForPort: ClassVar[DVPortStatusVmDirectPathGen2InactiveReasonNetwork]

class DVPortStatusVmDirectPathGen2InactiveReasonOther(VimEnum):
    portNptIncompatibleHost: ClassVar[DVPortStatusVmDirectPathGen2InactiveReasonOther]
    portNptIncompatibleConnectee: ClassVar[DVPortStatusVmDirectPathGen2InactiveReasonOther]

class DVPortgroupConfigInfo(DynamicData):
    key: str
    name: str
    numPorts: int
    distributedVirtualSwitch: ManagedObjectReference | None
    defaultPortConfig: DVPortSetting | None
    description: str | None
    type: str
    policy: DVPortgroupPolicy
    portNameFormat: str | None
    scope: tuple[ManagedObjectReference, ...]
    vendorSpecificConfig: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    configVersion: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, name: str, numPorts: int, distributedVirtualSwitch: ManagedObjectReference | None = ..., defaultPortConfig: DVPortSetting | None = ..., description: str | None = ..., type: str, policy: DVPortgroupPolicy, portNameFormat: str | None = ..., scope: Sequence[ManagedObjectReference] | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ..., configVersion: str | None = ...) -> None: ...

class DVPortgroupConfigSpec(DynamicData):
    configVersion: str | None
    name: str | None
    numPorts: int | None
    portNameFormat: str | None
    defaultPortConfig: DVPortSetting | None
    description: str | None
    type: str | None
    scope: tuple[ManagedObjectReference, ...]
    policy: DVPortgroupPolicy | None
    vendorSpecificConfig: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configVersion: str | None = ..., name: str | None = ..., numPorts: int | None = ..., portNameFormat: str | None = ..., defaultPortConfig: DVPortSetting | None = ..., description: str | None = ..., type: str | None = ..., scope: Sequence[ManagedObjectReference] | None = ..., policy: DVPortgroupPolicy | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ...) -> None: ...

class DVPortgroupCreatedEvent(DVPortgroupEvent): ...

class DVPortgroupDestroyedEvent(DVPortgroupEvent): ...

class DVPortgroupEvent(Event): ...

class DVPortgroupPolicy(DynamicData):
    blockOverrideAllowed: bool
    shapingOverrideAllowed: bool
    vendorConfigOverrideAllowed: bool
    livePortMovingAllowed: bool
    portConfigResetAtDisconnect: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., blockOverrideAllowed: bool, shapingOverrideAllowed: bool, vendorConfigOverrideAllowed: bool, livePortMovingAllowed: bool, portConfigResetAtDisconnect: bool) -> None: ...

class DVPortgroupReconfiguredEvent(DVPortgroupEvent):
    configSpec: DVPortgroupConfigSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., configSpec: DVPortgroupConfigSpec) -> None: ...

class DVPortgroupRenamedEvent(DVPortgroupEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldName: str, newName: str) -> None: ...

class DVSCapability(DynamicData):
    dvsOperationSupported: bool | None
    dvPortGroupOperationSupported: bool | None
    dvPortOperationSupported: bool | None
    compatibleHostComponentProductInfo: tuple[DistributedVirtualSwitchHostProductSpec, ...]
    featuresSupported: DVSFeatureCapability | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dvsOperationSupported: bool | None = ..., dvPortGroupOperationSupported: bool | None = ..., dvPortOperationSupported: bool | None = ..., compatibleHostComponentProductInfo: Sequence[DistributedVirtualSwitchHostProductSpec] | None = ..., featuresSupported: DVSFeatureCapability | None = ...) -> None: ...

class DVSConfigInfo(DynamicData):
    uuid: str
    name: str
    numStandalonePorts: int
    numPorts: int
    maxPorts: int
    uplinkPortPolicy: DVSUplinkPortPolicy
    uplinkPortgroup: tuple[ManagedObjectReference, ...]
    defaultPortConfig: DVPortSetting
    host: tuple[DistributedVirtualSwitchHostMember, ...]
    productInfo: DistributedVirtualSwitchProductSpec
    targetInfo: DistributedVirtualSwitchProductSpec | None
    extensionKey: str | None
    vendorSpecificConfig: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    policy: DVSPolicy | None
    description: str | None
    configVersion: str
    contact: DVSContactInfo
    createTime: _datetime
    networkResourceManagementEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., uuid: str, name: str, numStandalonePorts: int, numPorts: int, maxPorts: int, uplinkPortPolicy: DVSUplinkPortPolicy, uplinkPortgroup: Sequence[ManagedObjectReference] | None = ..., defaultPortConfig: DVPortSetting, host: Sequence[DistributedVirtualSwitchHostMember] | None = ..., productInfo: DistributedVirtualSwitchProductSpec, targetInfo: DistributedVirtualSwitchProductSpec | None = ..., extensionKey: str | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ..., policy: DVSPolicy | None = ..., description: str | None = ..., configVersion: str, contact: DVSContactInfo, createTime: _datetime, networkResourceManagementEnabled: bool | None = ...) -> None: ...

class DVSConfigSpec(DynamicData):
    configVersion: str | None
    name: str | None
    numStandalonePorts: int | None
    maxPorts: int | None
    uplinkPortPolicy: DVSUplinkPortPolicy | None
    uplinkPortgroup: tuple[ManagedObjectReference, ...]
    defaultPortConfig: DVPortSetting | None
    host: tuple[DistributedVirtualSwitchHostMemberConfigSpec, ...]
    extensionKey: str | None
    description: str | None
    policy: DVSPolicy | None
    vendorSpecificConfig: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    contact: DVSContactInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configVersion: str | None = ..., name: str | None = ..., numStandalonePorts: int | None = ..., maxPorts: int | None = ..., uplinkPortPolicy: DVSUplinkPortPolicy | None = ..., uplinkPortgroup: Sequence[ManagedObjectReference] | None = ..., defaultPortConfig: DVPortSetting | None = ..., host: Sequence[DistributedVirtualSwitchHostMemberConfigSpec] | None = ..., extensionKey: str | None = ..., description: str | None = ..., policy: DVSPolicy | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ..., contact: DVSContactInfo | None = ...) -> None: ...

class DVSContactInfo(DynamicData):
    name: str | None
    contact: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., contact: str | None = ...) -> None: ...

class DVSCreateSpec(DynamicData):
    configSpec: DVSConfigSpec
    productInfo: DistributedVirtualSwitchProductSpec | None
    capability: DVSCapability | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configSpec: DVSConfigSpec, productInfo: DistributedVirtualSwitchProductSpec | None = ..., capability: DVSCapability | None = ...) -> None: ...

class DVSFailureCriteria(InheritablePolicy):
    checkSpeed: StringPolicy | None
    speed: IntPolicy | None
    checkDuplex: BoolPolicy | None
    fullDuplex: BoolPolicy | None
    checkErrorPercent: BoolPolicy | None
    percentage: IntPolicy | None
    checkBeacon: BoolPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, checkSpeed: StringPolicy | None = ..., speed: IntPolicy | None = ..., checkDuplex: BoolPolicy | None = ..., fullDuplex: BoolPolicy | None = ..., checkErrorPercent: BoolPolicy | None = ..., percentage: IntPolicy | None = ..., checkBeacon: BoolPolicy | None = ...) -> None: ...

class DVSFeatureCapability(DynamicData):
    networkResourceManagementSupported: bool
    vmDirectPathGen2Supported: bool
    nicTeamingPolicy: tuple[str, ...]
    networkResourcePoolHighShareValue: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., networkResourceManagementSupported: bool, vmDirectPathGen2Supported: bool, nicTeamingPolicy: Sequence[str] | None = ..., networkResourcePoolHighShareValue: int | None = ...) -> None: ...

class DVSManagerDvsConfigTarget(DynamicData):
    distributedVirtualPortgroup: tuple[DistributedVirtualPortgroupInfo, ...]
    distributedVirtualSwitch: tuple[DistributedVirtualSwitchInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., distributedVirtualPortgroup: Sequence[DistributedVirtualPortgroupInfo] | None = ..., distributedVirtualSwitch: Sequence[DistributedVirtualSwitchInfo] | None = ...) -> None: ...

class DVSNameArrayUplinkPortPolicy(DVSUplinkPortPolicy):
    uplinkPortName: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., uplinkPortName: Sequence[str]) -> None: ...

class DVSNetworkResourcePool(DynamicData):
    key: str
    name: str | None
    description: str | None
    configVersion: str
    allocationInfo: DVSNetworkResourcePoolAllocationInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, name: str | None = ..., description: str | None = ..., configVersion: str, allocationInfo: DVSNetworkResourcePoolAllocationInfo) -> None: ...

class DVSNetworkResourcePoolAllocationInfo(DynamicData):
    limit: int | None
    shares: SharesInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., limit: int | None = ..., shares: SharesInfo | None = ...) -> None: ...

class DVSNetworkResourcePoolConfigSpec(DynamicData):
    key: str
    configVersion: str | None
    allocationInfo: DVSNetworkResourcePoolAllocationInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, configVersion: str | None = ..., allocationInfo: DVSNetworkResourcePoolAllocationInfo | None = ...) -> None: ...

class DVSPolicy(DynamicData):
    autoPreInstallAllowed: bool | None
    autoUpgradeAllowed: bool | None
    partialUpgradeAllowed: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., autoPreInstallAllowed: bool | None = ..., autoUpgradeAllowed: bool | None = ..., partialUpgradeAllowed: bool | None = ...) -> None: ...

class DVSSecurityPolicy(InheritablePolicy):
    allowPromiscuous: BoolPolicy | None
    macChanges: BoolPolicy | None
    forgedTransmits: BoolPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, allowPromiscuous: BoolPolicy | None = ..., macChanges: BoolPolicy | None = ..., forgedTransmits: BoolPolicy | None = ...) -> None: ...

class DVSSummary(DynamicData):
    name: str
    uuid: str
    numPorts: int
    productInfo: DistributedVirtualSwitchProductSpec | None
    hostMember: tuple[ManagedObjectReference, ...]
    vm: tuple[ManagedObjectReference, ...]
    host: tuple[ManagedObjectReference, ...]
    portgroupName: tuple[str, ...]
    description: str | None
    contact: DVSContactInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, uuid: str, numPorts: int, productInfo: DistributedVirtualSwitchProductSpec | None = ..., hostMember: Sequence[ManagedObjectReference] | None = ..., vm: Sequence[ManagedObjectReference] | None = ..., host: Sequence[ManagedObjectReference] | None = ..., portgroupName: Sequence[str] | None = ..., description: str | None = ..., contact: DVSContactInfo | None = ...) -> None: ...

class DVSTrafficShapingPolicy(InheritablePolicy):
    enabled: BoolPolicy | None
    averageBandwidth: LongPolicy | None
    peakBandwidth: LongPolicy | None
    burstSize: LongPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, enabled: BoolPolicy | None = ..., averageBandwidth: LongPolicy | None = ..., peakBandwidth: LongPolicy | None = ..., burstSize: LongPolicy | None = ...) -> None: ...

class DVSUplinkPortPolicy(DynamicData): ...

class DVSVendorSpecificConfig(InheritablePolicy):
    keyValue: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, keyValue: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ...) -> None: ...

class DailyTaskScheduler(HourlyTaskScheduler):
    hour: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., interval: int, minute: int, hour: int) -> None: ...

class DasAdmissionControlDisabledEvent(ClusterEvent): ...

class DasAdmissionControlEnabledEvent(ClusterEvent): ...

class DasAgentFoundEvent(ClusterEvent): ...

class DasAgentUnavailableEvent(ClusterEvent): ...

class DasClusterIsolatedEvent(ClusterEvent): ...

class DasConfigFault(VimFault):
    reason: str | None
    output: str | None
    event: tuple[Event, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str | None = ..., output: str | None = ..., event: Sequence[Event] | None = ...) -> None: ...

class DasConfigFaultDasConfigFaultReason(VimEnum):
    HostNetworkMisconfiguration: ClassVar[DasConfigFaultDasConfigFaultReason]
    HostMisconfiguration: ClassVar[DasConfigFaultDasConfigFaultReason]
    InsufficientPrivileges: ClassVar[DasConfigFaultDasConfigFaultReason]
    NoPrimaryAgentAvailable: ClassVar[DasConfigFaultDasConfigFaultReason]
    Other: ClassVar[DasConfigFaultDasConfigFaultReason]

class DasDisabledEvent(ClusterEvent): ...

class DasEnabledEvent(ClusterEvent): ...

class DasHostFailedEvent(ClusterEvent):
    failedHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., failedHost: HostEventArgument) -> None: ...

class DasHostIsolatedEvent(ClusterEvent):
    isolatedHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., isolatedHost: HostEventArgument) -> None: ...

class DasVmPriority(VimEnum):
    disabled: ClassVar[DasVmPriority]
    low: ClassVar[DasVmPriority]
    medium: ClassVar[DasVmPriority]
    high: ClassVar[DasVmPriority]

class DatabaseError(RuntimeFault): ...

class DatabaseSizeEstimate(DynamicData):
    size: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., size: int) -> None: ...

class DatabaseSizeParam(DynamicData):
    inventoryDesc: InventoryDescription
    perfStatsDesc: PerformanceStatisticsDescription | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inventoryDesc: InventoryDescription, perfStatsDesc: PerformanceStatisticsDescription | None = ...) -> None: ...

class DatacenterCreatedEvent(DatacenterEvent):
    parent: FolderEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., parent: FolderEventArgument) -> None: ...

class DatacenterEvent(Event): ...

class DatacenterEventArgument(EntityEventArgument):
    datacenter: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, datacenter: ManagedObjectReference) -> None: ...

class DatacenterMismatch(MigrationFault):
    invalidArgument: tuple[DatacenterMismatchArgument, ...]
    expectedDatacenter: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., invalidArgument: Sequence[DatacenterMismatchArgument], expectedDatacenter: ManagedObjectReference) -> None: ...

class DatacenterMismatchArgument(DynamicData):
    entity: ManagedObjectReference
    inputDatacenter: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, inputDatacenter: ManagedObjectReference | None = ...) -> None: ...

class DatacenterRenamedEvent(DatacenterEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldName: str, newName: str) -> None: ...

class DatastoreAccessible(VimEnum): ...

class DatastoreCapability(DynamicData):
    directoryHierarchySupported: bool
    rawDiskMappingsSupported: bool
    perFileThinProvisioningSupported: bool
    storageIORMSupported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., directoryHierarchySupported: bool, rawDiskMappingsSupported: bool, perFileThinProvisioningSupported: bool, storageIORMSupported: bool | None = ...) -> None: ...

class DatastoreCapacityIncreasedEvent(DatastoreEvent):
    oldCapacity: int
    newCapacity: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument | None = ..., oldCapacity: int, newCapacity: int) -> None: ...

class DatastoreDestroyedEvent(DatastoreEvent): ...

class DatastoreDiscoveredEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class DatastoreDuplicatedEvent(DatastoreEvent): ...

class DatastoreEvent(Event):
    datastore: DatastoreEventArgument | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument | None = ...) -> None: ...

class DatastoreEventArgument(EntityEventArgument):
    datastore: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, datastore: ManagedObjectReference) -> None: ...

class DatastoreFileCopiedEvent(DatastoreFileEvent):
    sourceDatastore: DatastoreEventArgument
    sourceFile: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument | None = ..., targetFile: str, sourceDatastore: DatastoreEventArgument, sourceFile: str) -> None: ...

class DatastoreFileDeletedEvent(DatastoreFileEvent): ...

class DatastoreFileEvent(DatastoreEvent):
    targetFile: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument | None = ..., targetFile: str) -> None: ...

class DatastoreFileMovedEvent(DatastoreFileEvent):
    sourceDatastore: DatastoreEventArgument
    sourceFile: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument | None = ..., targetFile: str, sourceDatastore: DatastoreEventArgument, sourceFile: str) -> None: ...

class DatastoreHostMount(DynamicData):
    key: ManagedObjectReference
    mountInfo: HostMountInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, mountInfo: HostMountInfo) -> None: ...

class DatastoreIORMReconfiguredEvent(DatastoreEvent): ...

class DatastoreInfo(DynamicData):
    name: str
    url: str
    freeSpace: int
    maxFileSize: int
    timestamp: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, url: str, freeSpace: int, maxFileSize: int, timestamp: _datetime | None = ...) -> None: ...

class DatastoreMountPathDatastorePair(DynamicData):
    oldMountPath: str
    datastore: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., oldMountPath: str, datastore: ManagedObjectReference) -> None: ...

class DatastoreNotWritableOnHost(InvalidDatastore):
    host: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., datastore: ManagedObjectReference | None = ..., name: str | None = ..., host: ManagedObjectReference) -> None: ...

class DatastoreOption(DynamicData):
    unsupportedVolumes: tuple[VirtualMachineDatastoreVolumeOption, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., unsupportedVolumes: Sequence[VirtualMachineDatastoreVolumeOption] | None = ...) -> None: ...

class DatastorePrincipalConfigured(HostEvent):
    datastorePrincipal: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastorePrincipal: str) -> None: ...

class DatastoreRemovedOnHostEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class DatastoreRenamedEvent(DatastoreEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument | None = ..., oldName: str, newName: str) -> None: ...

class DatastoreRenamedOnHostEvent(HostEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldName: str, newName: str) -> None: ...

class DatastoreSummary(DynamicData):
    datastore: ManagedObjectReference | None
    name: str
    url: str
    capacity: int
    freeSpace: int
    uncommitted: int | None
    accessible: bool
    multipleHostAccess: bool | None
    type: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., datastore: ManagedObjectReference | None = ..., name: str, url: str, capacity: int, freeSpace: int, uncommitted: int | None = ..., accessible: bool, multipleHostAccess: bool | None = ..., type: str) -> None: ...

class DateTimeProfile(ApplyProfile): ...

class DayOfWeek(VimEnum):
    sunday: ClassVar[DayOfWeek]
    monday: ClassVar[DayOfWeek]
    tuesday: ClassVar[DayOfWeek]
    wednesday: ClassVar[DayOfWeek]
    thursday: ClassVar[DayOfWeek]
    friday: ClassVar[DayOfWeek]
    saturday: ClassVar[DayOfWeek]

class Description(DynamicData):
    label: str
    summary: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str) -> None: ...

class DestinationSwitchFull(CannotAccessNetwork): ...

class DeviceBackedVirtualDiskSpec(VirtualDiskSpec):
    device: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskType: str, adapterType: str, device: str) -> None: ...

class DeviceBackingNotSupported(DeviceNotSupported):
    backing: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, reason: str | None = ..., backing: str) -> None: ...

class DeviceControllerNotSupported(DeviceNotSupported):
    controller: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, reason: str | None = ..., controller: str) -> None: ...

class DeviceHotPlugNotSupported(InvalidDeviceSpec): ...

class DeviceNotFound(InvalidDeviceSpec): ...

class DeviceNotSupported(VirtualHardwareCompatibilityIssue):
    device: str
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, reason: str | None = ...) -> None: ...

class DeviceNotSupportedReason(VimEnum):
    host: ClassVar[DeviceNotSupportedReason]
    guest: ClassVar[DeviceNotSupportedReason]

class DeviceUnsupportedForVmPlatform(InvalidDeviceSpec): ...

class DeviceUnsupportedForVmVersion(InvalidDeviceSpec):
    currentVersion: str
    expectedVersion: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., deviceIndex: int, currentVersion: str, expectedVersion: str) -> None: ...

class DiagnosticManagerBundleInfo(DynamicData):
    system: ManagedObjectReference | None
    url: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., system: ManagedObjectReference | None = ..., url: str) -> None: ...

class DiagnosticManagerLogCreator(VimEnum):
    vpxd: ClassVar[DiagnosticManagerLogCreator]
    vpxa: ClassVar[DiagnosticManagerLogCreator]
    hostd: ClassVar[DiagnosticManagerLogCreator]
    serverd: ClassVar[DiagnosticManagerLogCreator]
    install: ClassVar[DiagnosticManagerLogCreator]
    vpxClient: ClassVar[DiagnosticManagerLogCreator]
    recordLog: ClassVar[DiagnosticManagerLogCreator]

class DiagnosticManagerLogDescriptor(DynamicData):
    key: str
    fileName: str
    creator: str
    format: str
    mimeType: str
    info: Description
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, fileName: str, creator: str, format: str, mimeType: str, info: Description) -> None: ...

class DiagnosticManagerLogFormat(VimEnum):
    plain: ClassVar[DiagnosticManagerLogFormat]

class DiagnosticManagerLogHeader(DynamicData):
    lineStart: int
    lineEnd: int
    lineText: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., lineStart: int, lineEnd: int, lineText: Sequence[str] | None = ...) -> None: ...

class DiagnosticPartitionStorageType(VimEnum):
    directAttached: ClassVar[DiagnosticPartitionStorageType]
    networkAttached: ClassVar[DiagnosticPartitionStorageType]

class DiagnosticPartitionType(VimEnum):
    singleHost: ClassVar[DiagnosticPartitionType]
    multiHost: ClassVar[DiagnosticPartitionType]

class DisableAdminNotSupported(HostConfigFault): ...

class DisallowedDiskModeChange(InvalidDeviceSpec): ...

class DisallowedMigrationDeviceAttached(MigrationFault):
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., fault: LocalizedMethodFault) -> None: ...

class DisallowedOperationOnFailoverHost(RuntimeFault):
    host: ManagedObjectReference
    hostname: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference, hostname: str) -> None: ...

class DiskChangeExtent(DynamicData):
    start: int
    length: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., start: int, length: int) -> None: ...

class DiskChangeInfo(DynamicData):
    startOffset: int
    length: int
    changedArea: tuple[DiskChangeExtent, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., startOffset: int, length: int, changedArea: Sequence[DiskChangeExtent] | None = ...) -> None: ...

class DiskMoveTypeNotSupported(MigrationFault): ...

class DiskNotSupported(VirtualHardwareCompatibilityIssue):
    disk: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., disk: int) -> None: ...

class DistributedVirtualPort(DynamicData):
    key: str
    config: DVPortConfigInfo
    dvsUuid: str
    portgroupKey: str | None
    proxyHost: ManagedObjectReference | None
    connectee: DistributedVirtualSwitchPortConnectee | None
    conflict: bool
    conflictPortKey: str | None
    state: DVPortState | None
    connectionCookie: int | None
    lastStatusChange: _datetime
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, config: DVPortConfigInfo, dvsUuid: str, portgroupKey: str | None = ..., proxyHost: ManagedObjectReference | None = ..., connectee: DistributedVirtualSwitchPortConnectee | None = ..., conflict: bool, conflictPortKey: str | None = ..., state: DVPortState | None = ..., connectionCookie: int | None = ..., lastStatusChange: _datetime) -> None: ...

class DistributedVirtualPortgroupInfo(DynamicData):
    switchName: str
    switchUuid: str
    portgroupName: str
    portgroupKey: str
    portgroupType: str
    uplinkPortgroup: bool
    portgroup: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., switchName: str, switchUuid: str, portgroupName: str, portgroupKey: str, portgroupType: str, uplinkPortgroup: bool, portgroup: ManagedObjectReference) -> None: ...

class DistributedVirtualPortgroupMetaTagName(VimEnum):
    dvsName: ClassVar[DistributedVirtualPortgroupMetaTagName]
    portgroupName: ClassVar[DistributedVirtualPortgroupMetaTagName]
    portIndex: ClassVar[DistributedVirtualPortgroupMetaTagName]

class DistributedVirtualPortgroupPortgroupType(VimEnum):
    earlyBinding: ClassVar[DistributedVirtualPortgroupPortgroupType]
    lateBinding: ClassVar[DistributedVirtualPortgroupPortgroupType]
    ephemeral: ClassVar[DistributedVirtualPortgroupPortgroupType]

class DistributedVirtualSwitchHostMember(DynamicData):
    config: DistributedVirtualSwitchHostMemberConfigInfo
    productInfo: DistributedVirtualSwitchProductSpec | None
    uplinkPortKey: tuple[str, ...]
    status: str
    statusDetail: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., config: DistributedVirtualSwitchHostMemberConfigInfo, productInfo: DistributedVirtualSwitchProductSpec | None = ..., uplinkPortKey: Sequence[str] | None = ..., status: str, statusDetail: str | None = ...) -> None: ...

class DistributedVirtualSwitchHostMemberBacking(DynamicData): ...

class DistributedVirtualSwitchHostMemberConfigInfo(DynamicData):
    host: ManagedObjectReference | None
    maxProxySwitchPorts: int
    vendorSpecificConfig: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    backing: DistributedVirtualSwitchHostMemberBacking
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference | None = ..., maxProxySwitchPorts: int, vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ..., backing: DistributedVirtualSwitchHostMemberBacking) -> None: ...

class DistributedVirtualSwitchHostMemberConfigSpec(DynamicData):
    operation: str
    host: ManagedObjectReference
    backing: DistributedVirtualSwitchHostMemberBacking | None
    maxProxySwitchPorts: int | None
    vendorSpecificConfig: tuple[DistributedVirtualSwitchKeyedOpaqueBlob, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: str, host: ManagedObjectReference, backing: DistributedVirtualSwitchHostMemberBacking | None = ..., maxProxySwitchPorts: int | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ...) -> None: ...

class DistributedVirtualSwitchHostMemberHostComponentState(VimEnum):
    up: ClassVar[DistributedVirtualSwitchHostMemberHostComponentState]
    pending: ClassVar[DistributedVirtualSwitchHostMemberHostComponentState]
    outOfSync: ClassVar[DistributedVirtualSwitchHostMemberHostComponentState]
    warning: ClassVar[DistributedVirtualSwitchHostMemberHostComponentState]
    disconnected: ClassVar[DistributedVirtualSwitchHostMemberHostComponentState]
    down: ClassVar[DistributedVirtualSwitchHostMemberHostComponentState]

class DistributedVirtualSwitchHostMemberPnicBacking(DistributedVirtualSwitchHostMemberBacking):
    pnicSpec: tuple[DistributedVirtualSwitchHostMemberPnicSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., pnicSpec: Sequence[DistributedVirtualSwitchHostMemberPnicSpec] | None = ...) -> None: ...

class DistributedVirtualSwitchHostMemberPnicSpec(DynamicData):
    pnicDevice: str
    uplinkPortKey: str | None
    uplinkPortgroupKey: str | None
    connectionCookie: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., pnicDevice: str, uplinkPortKey: str | None = ..., uplinkPortgroupKey: str | None = ..., connectionCookie: int | None = ...) -> None: ...

class DistributedVirtualSwitchHostProductSpec(DynamicData):
    productLineId: str | None
    version: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., productLineId: str | None = ..., version: str | None = ...) -> None: ...

class DistributedVirtualSwitchInfo(DynamicData):
    switchName: str
    switchUuid: str
    distributedVirtualSwitch: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., switchName: str, switchUuid: str, distributedVirtualSwitch: ManagedObjectReference) -> None: ...

class DistributedVirtualSwitchKeyedOpaqueBlob(DynamicData):
    key: str
    opaqueData: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, opaqueData: str) -> None: ...

class DistributedVirtualSwitchManagerCompatibilityResult(DynamicData):
    host: ManagedObjectReference
    error: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, error: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class DistributedVirtualSwitchManagerDvsProductSpec(DynamicData):
    newSwitchProductSpec: DistributedVirtualSwitchProductSpec | None
    distributedVirtualSwitch: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., newSwitchProductSpec: DistributedVirtualSwitchProductSpec | None = ..., distributedVirtualSwitch: ManagedObjectReference | None = ...) -> None: ...

class DistributedVirtualSwitchManagerHostArrayFilter(DistributedVirtualSwitchManagerHostDvsFilterSpec):
    host: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inclusive: bool, host: Sequence[ManagedObjectReference]) -> None: ...

class DistributedVirtualSwitchManagerHostContainer(DynamicData):
    container: ManagedObjectReference
    recursive: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., container: ManagedObjectReference, recursive: bool) -> None: ...

class DistributedVirtualSwitchManagerHostContainerFilter(DistributedVirtualSwitchManagerHostDvsFilterSpec):
    hostContainer: DistributedVirtualSwitchManagerHostContainer
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inclusive: bool, hostContainer: DistributedVirtualSwitchManagerHostContainer) -> None: ...

class DistributedVirtualSwitchManagerHostDvsFilterSpec(DynamicData):
    inclusive: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inclusive: bool) -> None: ...

class DistributedVirtualSwitchManagerHostDvsMembershipFilter(DistributedVirtualSwitchManagerHostDvsFilterSpec):
    distributedVirtualSwitch: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inclusive: bool, distributedVirtualSwitch: ManagedObjectReference) -> None: ...

class DistributedVirtualSwitchNicTeamingPolicyMode(VimEnum):
    loadbalance_ip: ClassVar[DistributedVirtualSwitchNicTeamingPolicyMode]
    loadbalance_srcmac: ClassVar[DistributedVirtualSwitchNicTeamingPolicyMode]
    loadbalance_srcid: ClassVar[DistributedVirtualSwitchNicTeamingPolicyMode]
    failover_explicit: ClassVar[DistributedVirtualSwitchNicTeamingPolicyMode]
    loadbalance_loadbased: ClassVar[DistributedVirtualSwitchNicTeamingPolicyMode]

class DistributedVirtualSwitchPortConnectee(DynamicData):
    connectedEntity: ManagedObjectReference | None
    nicKey: str | None
    type: str | None
    addressHint: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., connectedEntity: ManagedObjectReference | None = ..., nicKey: str | None = ..., type: str | None = ..., addressHint: str | None = ...) -> None: ...

class DistributedVirtualSwitchPortConnecteeConnecteeType(VimEnum):
    pnic: ClassVar[DistributedVirtualSwitchPortConnecteeConnecteeType]
    vmVnic: ClassVar[DistributedVirtualSwitchPortConnecteeConnecteeType]
    hostConsoleVnic: ClassVar[DistributedVirtualSwitchPortConnecteeConnecteeType]
    hostVmkVnic: ClassVar[DistributedVirtualSwitchPortConnecteeConnecteeType]

class DistributedVirtualSwitchPortConnection(DynamicData):
    switchUuid: str
    portgroupKey: str | None
    portKey: str | None
    connectionCookie: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., switchUuid: str, portgroupKey: str | None = ..., portKey: str | None = ..., connectionCookie: int | None = ...) -> None: ...

class DistributedVirtualSwitchPortCriteria(DynamicData):
    connected: bool | None
    active: bool | None
    uplinkPort: bool | None
    scope: ManagedObjectReference | None
    portgroupKey: tuple[str, ...]
    inside: bool | None
    portKey: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., connected: bool | None = ..., active: bool | None = ..., uplinkPort: bool | None = ..., scope: ManagedObjectReference | None = ..., portgroupKey: Sequence[str] | None = ..., inside: bool | None = ..., portKey: Sequence[str] | None = ...) -> None: ...

class DistributedVirtualSwitchPortStatistics(DynamicData):
    packetsInMulticast: int
    packetsOutMulticast: int
    bytesInMulticast: int
    bytesOutMulticast: int
    packetsInUnicast: int
    packetsOutUnicast: int
    bytesInUnicast: int
    bytesOutUnicast: int
    packetsInBroadcast: int
    packetsOutBroadcast: int
    bytesInBroadcast: int
    bytesOutBroadcast: int
    packetsInDropped: int
    packetsOutDropped: int
    packetsInException: int
    packetsOutException: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., packetsInMulticast: int, packetsOutMulticast: int, bytesInMulticast: int, bytesOutMulticast: int, packetsInUnicast: int, packetsOutUnicast: int, bytesInUnicast: int, bytesOutUnicast: int, packetsInBroadcast: int, packetsOutBroadcast: int, bytesInBroadcast: int, bytesOutBroadcast: int, packetsInDropped: int, packetsOutDropped: int, packetsInException: int, packetsOutException: int) -> None: ...

class DistributedVirtualSwitchProductSpec(DynamicData):
    name: str | None
    vendor: str | None
    version: str | None
    build: str | None
    forwardingClass: str | None
    bundleId: str | None
    bundleUrl: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., vendor: str | None = ..., version: str | None = ..., build: str | None = ..., forwardingClass: str | None = ..., bundleId: str | None = ..., bundleUrl: str | None = ...) -> None: ...

class DistributedVirtualSwitchProductSpecOperationType(VimEnum):
    preInstall: ClassVar[DistributedVirtualSwitchProductSpecOperationType]
    upgrade: ClassVar[DistributedVirtualSwitchProductSpecOperationType]
    notifyAvailableUpgrade: ClassVar[DistributedVirtualSwitchProductSpecOperationType]
    proceedWithUpgrade: ClassVar[DistributedVirtualSwitchProductSpecOperationType]
    updateBundleInfo: ClassVar[DistributedVirtualSwitchProductSpecOperationType]

class DomainNotFound(ActiveDirectoryFault):
    domainName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., errorCode: int | None = ..., domainName: str) -> None: ...

class DpmBehavior(VimEnum):
    manual: ClassVar[DpmBehavior]
    automated: ClassVar[DpmBehavior]

class DrsBehavior(VimEnum):
    manual: ClassVar[DrsBehavior]
    partiallyAutomated: ClassVar[DrsBehavior]
    fullyAutomated: ClassVar[DrsBehavior]

class DrsDisabledEvent(ClusterEvent): ...

class DrsDisabledOnVm(VimFault): ...

class DrsEnabledEvent(ClusterEvent):
    behavior: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., behavior: str) -> None: ...

class DrsEnteredStandbyModeEvent(EnteredStandbyModeEvent): ...

class DrsEnteringStandbyModeEvent(EnteringStandbyModeEvent): ...

class DrsExitStandbyModeFailedEvent(ExitStandbyModeFailedEvent): ...

class DrsExitedStandbyModeEvent(ExitedStandbyModeEvent): ...

class DrsExitingStandbyModeEvent(ExitingStandbyModeEvent): ...

class DrsInvocationFailedEvent(ClusterEvent): ...

class DrsRecommendationReasonCode(VimEnum):
    fairnessCpuAvg: ClassVar[DrsRecommendationReasonCode]
    fairnessMemAvg: ClassVar[DrsRecommendationReasonCode]
    jointAffin: ClassVar[DrsRecommendationReasonCode]
    antiAffin: ClassVar[DrsRecommendationReasonCode]
    hostMaint: ClassVar[DrsRecommendationReasonCode]

class DrsRecoveredFromFailureEvent(ClusterEvent): ...

class DrsResourceConfigureFailedEvent(HostEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., reason: LocalizedMethodFault) -> None: ...

class DrsResourceConfigureSyncedEvent(HostEvent): ...

class DrsRuleComplianceEvent(VmEvent): ...

class DrsRuleViolationEvent(VmEvent): ...

class DrsVmMigratedEvent(VmMigratedEvent): ...

class DrsVmPoweredOnEvent(VmPoweredOnEvent): ...

class DrsVmotionIncompatibleFault(VirtualHardwareCompatibilityIssue):
    host: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference) -> None: ...

class DuplicateIpDetectedEvent(HostEvent):
    duplicateIP: str
    macAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., duplicateIP: str, macAddress: str) -> None: ...

class DuplicateName(VimFault):
    name: str
    object: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, object: ManagedObjectReference) -> None: ...

class DvsCreatedEvent(DvsEvent):
    parent: FolderEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., parent: FolderEventArgument) -> None: ...

class DvsDestroyedEvent(DvsEvent): ...

class DvsEvent(Event): ...

class DvsEventArgument(EntityEventArgument):
    dvs: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, dvs: ManagedObjectReference) -> None: ...

class DvsFault(VimFault): ...

class DvsHostBackInSyncEvent(DvsEvent):
    hostBackInSync: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostBackInSync: HostEventArgument) -> None: ...

class DvsHostJoinedEvent(DvsEvent):
    hostJoined: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostJoined: HostEventArgument) -> None: ...

class DvsHostLeftEvent(DvsEvent):
    hostLeft: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostLeft: HostEventArgument) -> None: ...

class DvsHostStatusUpdated(DvsEvent):
    hostMember: HostEventArgument
    oldStatus: str | None
    newStatus: str | None
    oldStatusDetail: str | None
    newStatusDetail: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostMember: HostEventArgument, oldStatus: str | None = ..., newStatus: str | None = ..., oldStatusDetail: str | None = ..., newStatusDetail: str | None = ...) -> None: ...

class DvsHostVNicProfile(DvsVNicProfile): ...

class DvsHostWentOutOfSyncEvent(DvsEvent):
    hostOutOfSync: DvsOutOfSyncHostArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostOutOfSync: DvsOutOfSyncHostArgument) -> None: ...

class DvsMergedEvent(DvsEvent):
    sourceDvs: DvsEventArgument
    destinationDvs: DvsEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., sourceDvs: DvsEventArgument, destinationDvs: DvsEventArgument) -> None: ...

class DvsNotAuthorized(DvsFault):
    sessionExtensionKey: str | None
    dvsExtensionKey: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., sessionExtensionKey: str | None = ..., dvsExtensionKey: str | None = ...) -> None: ...

class DvsOperationBulkFault(DvsFault):
    hostFault: tuple[DvsOperationBulkFaultFaultOnHost, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostFault: Sequence[DvsOperationBulkFaultFaultOnHost]) -> None: ...

class DvsOperationBulkFaultFaultOnHost(DynamicData):
    host: ManagedObjectReference
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, fault: LocalizedMethodFault) -> None: ...

class DvsOutOfSyncHostArgument(DynamicData):
    outOfSyncHost: HostEventArgument
    configParamters: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., outOfSyncHost: HostEventArgument, configParamters: Sequence[str]) -> None: ...

class DvsPortBlockedEvent(DvsEvent):
    portKey: str
    statusDetail: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str, statusDetail: str | None = ...) -> None: ...

class DvsPortConnectedEvent(DvsEvent):
    portKey: str
    connectee: DistributedVirtualSwitchPortConnectee | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str, connectee: DistributedVirtualSwitchPortConnectee | None = ...) -> None: ...

class DvsPortCreatedEvent(DvsEvent):
    portKey: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: Sequence[str]) -> None: ...

class DvsPortDeletedEvent(DvsEvent):
    portKey: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: Sequence[str]) -> None: ...

class DvsPortDisconnectedEvent(DvsEvent):
    portKey: str
    connectee: DistributedVirtualSwitchPortConnectee | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str, connectee: DistributedVirtualSwitchPortConnectee | None = ...) -> None: ...

class DvsPortEnteredPassthruEvent(DvsEvent):
    portKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str) -> None: ...

class DvsPortExitedPassthruEvent(DvsEvent):
    portKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str) -> None: ...

class DvsPortJoinPortgroupEvent(DvsEvent):
    portKey: str
    portgroupKey: str
    portgroupName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str, portgroupKey: str, portgroupName: str) -> None: ...

class DvsPortLeavePortgroupEvent(DvsEvent):
    portKey: str
    portgroupKey: str
    portgroupName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str, portgroupKey: str, portgroupName: str) -> None: ...

class DvsPortLinkDownEvent(DvsEvent):
    portKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str) -> None: ...

class DvsPortLinkUpEvent(DvsEvent):
    portKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str) -> None: ...

class DvsPortReconfiguredEvent(DvsEvent):
    portKey: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: Sequence[str]) -> None: ...

class DvsPortUnblockedEvent(DvsEvent):
    portKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., portKey: str) -> None: ...

class DvsProfile(ApplyProfile):
    key: str
    name: str
    uplink: tuple[PnicUplinkProfile, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str, name: str, uplink: Sequence[PnicUplinkProfile] | None = ...) -> None: ...

class DvsReconfiguredEvent(DvsEvent):
    configSpec: DVSConfigSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., configSpec: DVSConfigSpec) -> None: ...

class DvsRenamedEvent(DvsEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldName: str, newName: str) -> None: ...

class DvsScopeViolated(DvsFault):
    scope: tuple[ManagedObjectReference, ...]
    entity: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., scope: Sequence[ManagedObjectReference], entity: ManagedObjectReference) -> None: ...

class DvsServiceConsoleVNicProfile(DvsVNicProfile): ...

class DvsUpgradeAvailableEvent(DvsEvent):
    productInfo: DistributedVirtualSwitchProductSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., productInfo: DistributedVirtualSwitchProductSpec) -> None: ...

class DvsUpgradeInProgressEvent(DvsEvent):
    productInfo: DistributedVirtualSwitchProductSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., productInfo: DistributedVirtualSwitchProductSpec) -> None: ...

class DvsUpgradeRejectedEvent(DvsEvent):
    productInfo: DistributedVirtualSwitchProductSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., productInfo: DistributedVirtualSwitchProductSpec) -> None: ...

class DvsUpgradedEvent(DvsEvent):
    productInfo: DistributedVirtualSwitchProductSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., productInfo: DistributedVirtualSwitchProductSpec) -> None: ...

class DvsVNicProfile(ApplyProfile):
    key: str
    ipConfig: IpAddressProfile
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str, ipConfig: IpAddressProfile) -> None: ...

class DynamicArray(DataObject):
    dynamicType: str | None
    val: tuple[Any, ...]
    def __init__(self, *, dynamicType: str | None = ..., val: Sequence[Any]) -> None: ...

class DynamicData(DataObject):
    dynamicType: str | None
    dynamicProperty: tuple[DynamicProperty, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ...) -> None: ...

class DynamicProperty(DataObject):
    name: str
    val: Any
    def __init__(self, *, name: str, val: Any) -> None: ...

class EVCAdmissionFailed(NotSupportedHostInCluster): ...

class EVCAdmissionFailedCPUFeaturesForMode(EVCAdmissionFailed):
    currentEVCModeKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., productName: str | None = ..., productVersion: str | None = ..., currentEVCModeKey: str) -> None: ...

class EVCAdmissionFailedCPUModel(EVCAdmissionFailed): ...

class EVCAdmissionFailedCPUModelForMode(EVCAdmissionFailed):
    currentEVCModeKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., productName: str | None = ..., productVersion: str | None = ..., currentEVCModeKey: str) -> None: ...

class EVCAdmissionFailedCPUVendor(EVCAdmissionFailed):
    clusterCPUVendor: str
    hostCPUVendor: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., productName: str | None = ..., productVersion: str | None = ..., clusterCPUVendor: str, hostCPUVendor: str) -> None: ...

class EVCAdmissionFailedCPUVendorUnknown(EVCAdmissionFailed): ...

class EVCAdmissionFailedHostDisconnected(EVCAdmissionFailed): ...

class EVCAdmissionFailedHostSoftware(EVCAdmissionFailed): ...

class EVCAdmissionFailedHostSoftwareForMode(EVCAdmissionFailed): ...

class EVCAdmissionFailedVmActive(EVCAdmissionFailed): ...

class EVCMode(ElementDescription):
    guaranteedCPUFeatures: tuple[HostCpuIdInfo, ...]
    vendor: str
    track: tuple[str, ...]
    vendorTier: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str, guaranteedCPUFeatures: Sequence[HostCpuIdInfo] | None = ..., vendor: str, track: Sequence[str] | None = ..., vendorTier: int) -> None: ...

class EightHostLimitViolated(VmConfigFault): ...

class ElementDescription(Description):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str) -> None: ...

class EnteredMaintenanceModeEvent(HostEvent): ...

class EnteredStandbyModeEvent(HostEvent): ...

class EnteringMaintenanceModeEvent(HostEvent): ...

class EnteringStandbyModeEvent(HostEvent): ...

class EntityEventArgument(EventArgument):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str) -> None: ...

class EnumDescription(DynamicData):
    key: str
    tags: tuple[ElementDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, tags: Sequence[ElementDescription]) -> None: ...

class ErrorUpgradeEvent(UpgradeEvent): ...

class EvaluationLicenseSource(LicenseSource):
    remainingHours: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., remainingHours: int | None = ...) -> None: ...

class Event(DynamicData):
    key: int
    chainId: int
    createdTime: _datetime
    userName: str
    datacenter: DatacenterEventArgument | None
    computeResource: ComputeResourceEventArgument | None
    host: HostEventArgument | None
    vm: VmEventArgument | None
    ds: DatastoreEventArgument | None
    net: NetworkEventArgument | None
    dvs: DvsEventArgument | None
    fullFormattedMessage: str | None
    changeTag: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ...) -> None: ...

class EventAlarmExpression(AlarmExpression):
    comparisons: tuple[EventAlarmExpressionComparison, ...]
    eventType: str
    eventTypeId: str | None
    objectType: str | None
    status: ManagedEntityStatus | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., comparisons: Sequence[EventAlarmExpressionComparison] | None = ..., eventType: str, eventTypeId: str | None = ..., objectType: str | None = ..., status: ManagedEntityStatus | None = ...) -> None: ...

class EventAlarmExpressionComparison(DynamicData):
    attributeName: str
    operator: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., attributeName: str, operator: str, value: str) -> None: ...

class EventAlarmExpressionComparisonOperator(VimEnum):
    equals: ClassVar[EventAlarmExpressionComparisonOperator]
    notEqualTo: ClassVar[EventAlarmExpressionComparisonOperator]
    startsWith: ClassVar[EventAlarmExpressionComparisonOperator]
    doesNotStartWith: ClassVar[EventAlarmExpressionComparisonOperator]
    endsWith: ClassVar[EventAlarmExpressionComparisonOperator]
    doesNotEndWith: ClassVar[EventAlarmExpressionComparisonOperator]

class EventArgDesc(DynamicData):
    name: str
    type: str
    description: ElementDescription | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, type: str, description: ElementDescription | None = ...) -> None: ...

class EventArgument(DynamicData): ...

class EventCategory(VimEnum):
    info: ClassVar[EventCategory]
    warning: ClassVar[EventCategory]
    error: ClassVar[EventCategory]
    user: ClassVar[EventCategory]

class EventDescription(DynamicData):
    category: tuple[ElementDescription, ...]
    eventInfo: tuple[EventDescriptionEventDetail, ...]
    enumeratedTypes: tuple[EnumDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., category: Sequence[ElementDescription], eventInfo: Sequence[EventDescriptionEventDetail], enumeratedTypes: Sequence[EnumDescription] | None = ...) -> None: ...

class EventDescriptionEventDetail(DynamicData):
    key: str
    description: str | None
    category: str
    formatOnDatacenter: str
    formatOnComputeResource: str
    formatOnHost: str
    formatOnVm: str
    fullFormat: str
    longDescription: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, description: str | None = ..., category: str, formatOnDatacenter: str, formatOnComputeResource: str, formatOnHost: str, formatOnVm: str, fullFormat: str, longDescription: str | None = ...) -> None: ...

class EventEventSeverity(VimEnum):
    error: ClassVar[EventEventSeverity]
    warning: ClassVar[EventEventSeverity]
    info: ClassVar[EventEventSeverity]
    user: ClassVar[EventEventSeverity]

class EventEx(Event):
    eventTypeId: str
    severity: str | None
    message: str | None
    arguments: tuple[KeyAnyValue, ...]
    objectId: str | None
    objectType: str | None
    objectName: str | None
    fault: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., eventTypeId: str, severity: str | None = ..., message: str | None = ..., arguments: Sequence[KeyAnyValue] | None = ..., objectId: str | None = ..., objectType: str | None = ..., objectName: str | None = ..., fault: LocalizedMethodFault | None = ...) -> None: ...

class EventFilterSpec(DynamicData):
    entity: EventFilterSpecByEntity | None
    time: EventFilterSpecByTime | None
    userName: EventFilterSpecByUsername | None
    eventChainId: int | None
    alarm: ManagedObjectReference | None
    scheduledTask: ManagedObjectReference | None
    disableFullMessage: bool | None
    category: tuple[str, ...]
    type: tuple[str, ...]
    tag: tuple[str, ...]
    eventTypeId: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: EventFilterSpecByEntity | None = ..., time: EventFilterSpecByTime | None = ..., userName: EventFilterSpecByUsername | None = ..., eventChainId: int | None = ..., alarm: ManagedObjectReference | None = ..., scheduledTask: ManagedObjectReference | None = ..., disableFullMessage: bool | None = ..., category: Sequence[str] | None = ..., type: Sequence[str] | None = ..., tag: Sequence[str] | None = ..., eventTypeId: Sequence[str] | None = ...) -> None: ...

class EventFilterSpecByEntity(DynamicData):
    entity: ManagedObjectReference
    recursion: EventFilterSpecRecursionOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, recursion: EventFilterSpecRecursionOption) -> None: ...

class EventFilterSpecByTime(DynamicData):
    beginTime: _datetime | None
    endTime: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., beginTime: _datetime | None = ..., endTime: _datetime | None = ...) -> None: ...

class EventFilterSpecByUsername(DynamicData):
    systemUser: bool
    userList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., systemUser: bool, userList: Sequence[str] | None = ...) -> None: ...

class EventFilterSpecRecursionOption(VimEnum):
    self: ClassVar[EventFilterSpecRecursionOption]
    children: ClassVar[EventFilterSpecRecursionOption]
    all: ClassVar[EventFilterSpecRecursionOption]

class ExitMaintenanceModeEvent(HostEvent): ...

class ExitStandbyModeFailedEvent(HostEvent): ...

class ExitedStandbyModeEvent(HostEvent): ...

class ExitingStandbyModeEvent(HostEvent): ...

class ExpiredAddonLicense(ExpiredFeatureLicense): ...

class ExpiredEditionLicense(ExpiredFeatureLicense): ...

class ExpiredFeatureLicense(NotEnoughLicenses):
    feature: str
    count: int
    expirationDate: _datetime
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., feature: str, count: int, expirationDate: _datetime) -> None: ...

class ExtendedDescription(Description):
    messageCatalogKeyPrefix: str
    messageArg: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, messageCatalogKeyPrefix: str, messageArg: Sequence[KeyAnyValue] | None = ...) -> None: ...

class ExtendedElementDescription(ElementDescription):
    messageCatalogKeyPrefix: str
    messageArg: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str, messageCatalogKeyPrefix: str, messageArg: Sequence[KeyAnyValue] | None = ...) -> None: ...

class ExtendedEvent(GeneralEvent):
    eventTypeId: str
    managedObject: ManagedObjectReference
    data: tuple[ExtendedEventPair, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., message: str, eventTypeId: str, managedObject: ManagedObjectReference, data: Sequence[ExtendedEventPair] | None = ...) -> None: ...

class ExtendedEventPair(DynamicData):
    key: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, value: str) -> None: ...

class ExtendedFault(VimFault):
    faultTypeId: str
    data: tuple[KeyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., faultTypeId: str, data: Sequence[KeyValue] | None = ...) -> None: ...

class Extension(DynamicData):
    description: Description
    key: str
    company: str | None
    type: str | None
    version: str
    subjectName: str | None
    server: tuple[ExtensionServerInfo, ...]
    client: tuple[ExtensionClientInfo, ...]
    taskList: tuple[ExtensionTaskTypeInfo, ...]
    eventList: tuple[ExtensionEventTypeInfo, ...]
    faultList: tuple[ExtensionFaultTypeInfo, ...]
    privilegeList: tuple[ExtensionPrivilegeInfo, ...]
    resourceList: tuple[ExtensionResourceInfo, ...]
    lastHeartbeatTime: _datetime
    healthInfo: ExtensionHealthInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., description: Description, key: str, company: str | None = ..., type: str | None = ..., version: str, subjectName: str | None = ..., server: Sequence[ExtensionServerInfo] | None = ..., client: Sequence[ExtensionClientInfo] | None = ..., taskList: Sequence[ExtensionTaskTypeInfo] | None = ..., eventList: Sequence[ExtensionEventTypeInfo] | None = ..., faultList: Sequence[ExtensionFaultTypeInfo] | None = ..., privilegeList: Sequence[ExtensionPrivilegeInfo] | None = ..., resourceList: Sequence[ExtensionResourceInfo] | None = ..., lastHeartbeatTime: _datetime, healthInfo: ExtensionHealthInfo | None = ...) -> None: ...

class ExtensionClientInfo(DynamicData):
    version: str
    description: Description
    company: str
    type: str
    url: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., version: str, description: Description, company: str, type: str, url: str) -> None: ...

class ExtensionEventTypeInfo(DynamicData):
    eventID: str
    eventTypeSchema: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., eventID: str, eventTypeSchema: str | None = ...) -> None: ...

class ExtensionFaultTypeInfo(DynamicData):
    faultID: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultID: str) -> None: ...

class ExtensionHealthInfo(DynamicData):
    url: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., url: str) -> None: ...

class ExtensionPrivilegeInfo(DynamicData):
    privID: str
    privGroupName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., privID: str, privGroupName: str) -> None: ...

class ExtensionResourceInfo(DynamicData):
    locale: str
    module: str
    data: tuple[KeyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., locale: str, module: str, data: Sequence[KeyValue]) -> None: ...

class ExtensionServerInfo(DynamicData):
    url: str
    description: Description
    company: str
    type: str
    adminEmail: tuple[str, ...]
    serverThumbprint: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., url: str, description: Description, company: str, type: str, adminEmail: Sequence[str], serverThumbprint: str | None = ...) -> None: ...

class ExtensionTaskTypeInfo(DynamicData):
    taskID: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., taskID: str) -> None: ...

class FailToLockFaultToleranceVMs(RuntimeFault):
    vmName: str
    vm: ManagedObjectReference
    alreadyLockedVm: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str, vm: ManagedObjectReference, alreadyLockedVm: ManagedObjectReference) -> None: ...

class FailoverLevelRestored(ClusterEvent): ...

class FaultToleranceAntiAffinityViolated(MigrationFault):
    hostName: str
    host: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str, host: ManagedObjectReference) -> None: ...

class FaultToleranceCannotEditMem(VmConfigFault):
    vmName: str
    vm: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str, vm: ManagedObjectReference) -> None: ...

class FaultToleranceConfigInfo(DynamicData):
    role: int
    instanceUuids: tuple[str, ...]
    configPaths: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., role: int, instanceUuids: Sequence[str], configPaths: Sequence[str]) -> None: ...

class FaultToleranceCpuIncompatible(CpuIncompatible):
    model: bool
    family: bool
    stepping: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., level: int, registerName: str, registerBits: str | None = ..., desiredBits: str | None = ..., host: ManagedObjectReference | None = ..., model: bool, family: bool, stepping: bool) -> None: ...

class FaultToleranceNeedsThickDisk(MigrationFault):
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str) -> None: ...

class FaultToleranceNotLicensed(VmFaultToleranceIssue):
    hostName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str | None = ...) -> None: ...

class FaultToleranceNotSameBuild(MigrationFault):
    build: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., build: str) -> None: ...

class FaultTolerancePrimaryConfigInfo(FaultToleranceConfigInfo):
    secondaries: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., role: int, instanceUuids: Sequence[str], configPaths: Sequence[str], secondaries: Sequence[ManagedObjectReference]) -> None: ...

class FaultTolerancePrimaryPowerOnNotAttempted(VmFaultToleranceIssue):
    secondaryVm: ManagedObjectReference
    primaryVm: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., secondaryVm: ManagedObjectReference, primaryVm: ManagedObjectReference) -> None: ...

class FaultToleranceSecondaryConfigInfo(FaultToleranceConfigInfo):
    primaryVM: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., role: int, instanceUuids: Sequence[str], configPaths: Sequence[str], primaryVM: ManagedObjectReference) -> None: ...

class FaultToleranceSecondaryOpResult(DynamicData):
    vm: ManagedObjectReference
    powerOnAttempted: bool
    powerOnResult: ClusterPowerOnVmResult | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vm: ManagedObjectReference, powerOnAttempted: bool, powerOnResult: ClusterPowerOnVmResult | None = ...) -> None: ...

class FibreChannelPortType(VimEnum):
    fabric: ClassVar[FibreChannelPortType]
    loop: ClassVar[FibreChannelPortType]
    pointToPoint: ClassVar[FibreChannelPortType]
    unknown: ClassVar[FibreChannelPortType]

class FileAlreadyExists(FileFault): ...

class FileBackedPortNotSupported(DeviceNotSupported): ...

class FileBackedVirtualDiskSpec(VirtualDiskSpec):
    capacityKb: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskType: str, adapterType: str, capacityKb: int) -> None: ...

class FileFault(VimFault):
    file: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., file: str) -> None: ...

class FileInfo(DynamicData):
    path: str
    fileSize: int | None
    modification: _datetime | None
    owner: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: str, fileSize: int | None = ..., modification: _datetime | None = ..., owner: str | None = ...) -> None: ...

class FileLocked(FileFault): ...

class FileNotFound(FileFault): ...

class FileNotWritable(FileFault): ...

class FileQuery(DynamicData): ...

class FileQueryFlags(DynamicData):
    fileType: bool
    fileSize: bool
    modification: bool
    fileOwner: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileType: bool, fileSize: bool, modification: bool, fileOwner: bool | None = ...) -> None: ...

class FileSystemMountInfoVStorageSupportStatus(VimEnum):
    vStorageSupported: ClassVar[FileSystemMountInfoVStorageSupportStatus]
    vStorageUnsupported: ClassVar[FileSystemMountInfoVStorageSupportStatus]
    vStorageUnknown: ClassVar[FileSystemMountInfoVStorageSupportStatus]

class FileTooLarge(FileFault):
    datastore: str
    fileSize: int
    maxFileSize: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., file: str, datastore: str, fileSize: int, maxFileSize: int | None = ...) -> None: ...

class FilesystemQuiesceFault(SnapshotFault): ...

class FirewallProfile(ApplyProfile):
    ruleset: tuple[FirewallProfileRulesetProfile, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., ruleset: Sequence[FirewallProfileRulesetProfile] | None = ...) -> None: ...

class FirewallProfileRulesetProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class FloatOption(OptionType):
    min: float
    max: float
    defaultValue: float
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ..., min: float, max: float, defaultValue: float) -> None: ...

class FloppyImageFileInfo(FileInfo): ...

class FloppyImageFileQuery(FileQuery): ...

class FolderEventArgument(EntityEventArgument):
    folder: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, folder: ManagedObjectReference) -> None: ...

class FolderFileInfo(FileInfo): ...

class FolderFileQuery(FileQuery): ...

class FtIssuesOnHost(VmFaultToleranceIssue):
    host: ManagedObjectReference
    hostName: str
    errors: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference, hostName: str, errors: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class FtIssuesOnHostHostSelectionType(VimEnum):
    user: ClassVar[FtIssuesOnHostHostSelectionType]
    vc: ClassVar[FtIssuesOnHostHostSelectionType]
    drs: ClassVar[FtIssuesOnHostHostSelectionType]

class FullStorageVMotionNotSupported(MigrationFeatureNotSupported): ...

class GeneralEvent(Event):
    message: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., message: str) -> None: ...

class GeneralHostErrorEvent(GeneralEvent): ...

class GeneralHostInfoEvent(GeneralEvent): ...

class GeneralHostWarningEvent(GeneralEvent): ...

class GeneralUserEvent(GeneralEvent):
    entity: ManagedEntityEventArgument | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., message: str, entity: ManagedEntityEventArgument | None = ...) -> None: ...

class GeneralVmErrorEvent(GeneralEvent): ...

class GeneralVmInfoEvent(GeneralEvent): ...

class GeneralVmWarningEvent(GeneralEvent): ...

class GenericDrsFault(VimFault):
    hostFaults: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostFaults: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class GenericVmConfigFault(VmConfigFault):
    reason: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str) -> None: ...

class GhostDvsProxySwitchDetectedEvent(HostEvent):
    switchUuid: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., switchUuid: Sequence[str]) -> None: ...

class GhostDvsProxySwitchRemovedEvent(HostEvent):
    switchUuid: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., switchUuid: Sequence[str]) -> None: ...

class GlobalMessageChangedEvent(SessionEvent):
    message: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., message: str) -> None: ...

class GroupAlarmAction(AlarmAction):
    action: tuple[AlarmAction, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., action: Sequence[AlarmAction]) -> None: ...

class GuestDiskInfo(DynamicData):
    diskPath: str | None
    capacity: int | None
    freeSpace: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskPath: str | None = ..., capacity: int | None = ..., freeSpace: int | None = ...) -> None: ...

class GuestInfo(DynamicData):
    toolsStatus: VirtualMachineToolsStatus | None
    toolsVersionStatus: str | None
    toolsRunningStatus: str | None
    toolsVersion: str | None
    guestId: str | None
    guestFamily: str | None
    guestFullName: str | None
    hostName: str | None
    ipAddress: str | None
    net: tuple[GuestNicInfo, ...]
    ipStack: tuple[GuestStackInfo, ...]
    disk: tuple[GuestDiskInfo, ...]
    screen: GuestScreenInfo | None
    guestState: str
    appHeartbeatStatus: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., toolsStatus: VirtualMachineToolsStatus | None = ..., toolsVersionStatus: str | None = ..., toolsRunningStatus: str | None = ..., toolsVersion: str | None = ..., guestId: str | None = ..., guestFamily: str | None = ..., guestFullName: str | None = ..., hostName: str | None = ..., ipAddress: str | None = ..., net: Sequence[GuestNicInfo] | None = ..., ipStack: Sequence[GuestStackInfo] | None = ..., disk: Sequence[GuestDiskInfo] | None = ..., screen: GuestScreenInfo | None = ..., guestState: str, appHeartbeatStatus: str | None = ...) -> None: ...

class GuestNicInfo(DynamicData):
    network: str | None
    ipAddress: tuple[str, ...]
    macAddress: str | None
    connected: bool
    deviceConfigId: int
    dnsConfig: NetDnsConfigInfo | None
    ipConfig: NetIpConfigInfo | None
    netBIOSConfig: NetBIOSConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., network: str | None = ..., ipAddress: Sequence[str] | None = ..., macAddress: str | None = ..., connected: bool, deviceConfigId: int, dnsConfig: NetDnsConfigInfo | None = ..., ipConfig: NetIpConfigInfo | None = ..., netBIOSConfig: NetBIOSConfigInfo | None = ...) -> None: ...

class GuestOsDescriptor(DynamicData):
    id: str
    family: str
    fullName: str
    supportedMaxCPUs: int
    supportedMinMemMB: int
    supportedMaxMemMB: int
    recommendedMemMB: int
    recommendedColorDepth: int
    supportedDiskControllerList: tuple[str, ...]
    recommendedSCSIController: str | None
    recommendedDiskController: str
    supportedNumDisks: int
    recommendedDiskSizeMB: int
    supportedEthernetCard: tuple[str, ...]
    recommendedEthernetCard: str | None
    supportsSlaveDisk: bool | None
    cpuFeatureMask: tuple[HostCpuIdInfo, ...]
    supportsWakeOnLan: bool
    supportsVMI: bool | None
    supportsMemoryHotAdd: bool | None
    supportsCpuHotAdd: bool | None
    supportsCpuHotRemove: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, family: str, fullName: str, supportedMaxCPUs: int, supportedMinMemMB: int, supportedMaxMemMB: int, recommendedMemMB: int, recommendedColorDepth: int, supportedDiskControllerList: Sequence[str], recommendedSCSIController: str | None = ..., recommendedDiskController: str, supportedNumDisks: int, recommendedDiskSizeMB: int, supportedEthernetCard: Sequence[str], recommendedEthernetCard: str | None = ..., supportsSlaveDisk: bool | None = ..., cpuFeatureMask: Sequence[HostCpuIdInfo] | None = ..., supportsWakeOnLan: bool, supportsVMI: bool | None = ..., supportsMemoryHotAdd: bool | None = ..., supportsCpuHotAdd: bool | None = ..., supportsCpuHotRemove: bool | None = ...) -> None: ...

class GuestScreenInfo(DynamicData):
    width: int
    height: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., width: int, height: int) -> None: ...

class GuestStackInfo(DynamicData):
    dnsConfig: NetDnsConfigInfo | None
    ipRouteConfig: NetIpRouteConfigInfo | None
    ipStackConfig: tuple[KeyValue, ...]
    dhcpConfig: NetDhcpConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dnsConfig: NetDnsConfigInfo | None = ..., ipRouteConfig: NetIpRouteConfigInfo | None = ..., ipStackConfig: Sequence[KeyValue] | None = ..., dhcpConfig: NetDhcpConfigInfo | None = ...) -> None: ...

class HAErrorsAtDest(MigrationFault): ...

class HealthStatusChangedEvent(Event):
    componentId: str
    oldStatus: str
    newStatus: str
    componentName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., componentId: str, oldStatus: str, newStatus: str, componentName: str) -> None: ...

class HealthSystemRuntime(DynamicData):
    systemHealthInfo: HostSystemHealthInfo | None
    hardwareStatusInfo: HostHardwareStatusInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., systemHealthInfo: HostSystemHealthInfo | None = ..., hardwareStatusInfo: HostHardwareStatusInfo | None = ...) -> None: ...

class HostAccountSpec(DynamicData):
    id: str
    password: str | None
    description: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, password: str | None = ..., description: str | None = ...) -> None: ...

class HostActiveDirectory(DynamicData):
    changeOperation: str
    spec: HostActiveDirectorySpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str, spec: HostActiveDirectorySpec | None = ...) -> None: ...

class HostActiveDirectoryInfo(HostDirectoryStoreInfo):
    joinedDomain: str | None
    trustedDomain: tuple[str, ...]
    domainMembershipStatus: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, joinedDomain: str | None = ..., trustedDomain: Sequence[str] | None = ..., domainMembershipStatus: str | None = ...) -> None: ...

class HostActiveDirectoryInfoDomainMembershipStatus(VimEnum):
    unknown: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]
    ok: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]
    noServers: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]
    clientTrustBroken: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]
    serverTrustBroken: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]
    inconsistentTrust: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]
    otherProblem: ClassVar[HostActiveDirectoryInfoDomainMembershipStatus]

class HostActiveDirectorySpec(DynamicData):
    domainName: str | None
    userName: str | None
    password: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., domainName: str | None = ..., userName: str | None = ..., password: str | None = ...) -> None: ...

class HostAddFailedEvent(HostEvent):
    hostname: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostname: str) -> None: ...

class HostAddedEvent(HostEvent): ...

class HostAdminDisableEvent(HostEvent): ...

class HostAdminEnableEvent(HostEvent): ...

class HostApplyProfile(ApplyProfile):
    memory: HostMemoryProfile | None
    storage: StorageProfile | None
    network: NetworkProfile | None
    datetime: DateTimeProfile | None
    firewall: FirewallProfile | None
    security: SecurityProfile | None
    service: tuple[ServiceProfile, ...]
    option: tuple[OptionProfile, ...]
    userAccount: tuple[UserProfile, ...]
    usergroupAccount: tuple[UserGroupProfile, ...]
    authentication: AuthenticationProfile | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., memory: HostMemoryProfile | None = ..., storage: StorageProfile | None = ..., network: NetworkProfile | None = ..., datetime: DateTimeProfile | None = ..., firewall: FirewallProfile | None = ..., security: SecurityProfile | None = ..., service: Sequence[ServiceProfile] | None = ..., option: Sequence[OptionProfile] | None = ..., userAccount: Sequence[UserProfile] | None = ..., usergroupAccount: Sequence[UserGroupProfile] | None = ..., authentication: AuthenticationProfile | None = ...) -> None: ...

class HostAuthenticationManagerInfo(DynamicData):
    authConfig: tuple[HostAuthenticationStoreInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., authConfig: Sequence[HostAuthenticationStoreInfo]) -> None: ...

class HostAuthenticationStoreInfo(DynamicData):
    enabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool) -> None: ...

class HostAutoStartManagerConfig(DynamicData):
    defaults: AutoStartDefaults | None
    powerInfo: tuple[AutoStartPowerInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., defaults: AutoStartDefaults | None = ..., powerInfo: Sequence[AutoStartPowerInfo] | None = ...) -> None: ...

class HostBIOSInfo(DynamicData):
    biosVersion: str | None
    releaseDate: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., biosVersion: str | None = ..., releaseDate: _datetime | None = ...) -> None: ...

class HostBlockAdapterTargetTransport(HostTargetTransport): ...

class HostBlockHba(HostHostBusAdapter): ...

class HostBootDevice(DynamicData):
    key: str
    description: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, description: str) -> None: ...

class HostBootDeviceInfo(DynamicData):
    bootDevices: tuple[HostBootDevice, ...]
    currentBootDeviceKey: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., bootDevices: Sequence[HostBootDevice] | None = ..., currentBootDeviceKey: str | None = ...) -> None: ...

class HostCapability(DynamicData):
    recursiveResourcePoolsSupported: bool
    cpuMemoryResourceConfigurationSupported: bool
    rebootSupported: bool
    shutdownSupported: bool
    vmotionSupported: bool
    standbySupported: bool
    ipmiSupported: bool | None
    maxSupportedVMs: int | None
    maxRunningVMs: int | None
    maxSupportedVcpus: int | None
    datastorePrincipalSupported: bool
    sanSupported: bool
    nfsSupported: bool
    iscsiSupported: bool
    vlanTaggingSupported: bool
    nicTeamingSupported: bool
    highGuestMemSupported: bool
    maintenanceModeSupported: bool
    suspendedRelocateSupported: bool
    restrictedSnapshotRelocateSupported: bool
    perVmSwapFiles: bool
    localSwapDatastoreSupported: bool
    unsharedSwapVMotionSupported: bool
    backgroundSnapshotsSupported: bool
    preAssignedPCIUnitNumbersSupported: bool
    screenshotSupported: bool
    scaledScreenshotSupported: bool
    storageVMotionSupported: bool | None
    vmotionWithStorageVMotionSupported: bool | None
    recordReplaySupported: bool | None
    ftSupported: bool | None
    replayUnsupportedReason: str | None
    replayCompatibilityIssues: tuple[str, ...]
    ftCompatibilityIssues: tuple[str, ...]
    loginBySSLThumbprintSupported: bool | None
    cloneFromSnapshotSupported: bool | None
    deltaDiskBackingsSupported: bool | None
    perVMNetworkTrafficShapingSupported: bool | None
    tpmSupported: bool | None
    supportedCpuFeature: tuple[HostCpuIdInfo, ...]
    virtualExecUsageSupported: bool | None
    storageIORMSupported: bool | None
    vmDirectPathGen2Supported: bool | None
    vmDirectPathGen2UnsupportedReason: tuple[str, ...]
    vmDirectPathGen2UnsupportedReasonExtended: str | None
    vStorageCapable: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., recursiveResourcePoolsSupported: bool, cpuMemoryResourceConfigurationSupported: bool, rebootSupported: bool, shutdownSupported: bool, vmotionSupported: bool, standbySupported: bool, ipmiSupported: bool | None = ..., maxSupportedVMs: int | None = ..., maxRunningVMs: int | None = ..., maxSupportedVcpus: int | None = ..., datastorePrincipalSupported: bool, sanSupported: bool, nfsSupported: bool, iscsiSupported: bool, vlanTaggingSupported: bool, nicTeamingSupported: bool, highGuestMemSupported: bool, maintenanceModeSupported: bool, suspendedRelocateSupported: bool, restrictedSnapshotRelocateSupported: bool, perVmSwapFiles: bool, localSwapDatastoreSupported: bool, unsharedSwapVMotionSupported: bool, backgroundSnapshotsSupported: bool, preAssignedPCIUnitNumbersSupported: bool, screenshotSupported: bool, scaledScreenshotSupported: bool, storageVMotionSupported: bool | None = ..., vmotionWithStorageVMotionSupported: bool | None = ..., recordReplaySupported: bool | None = ..., ftSupported: bool | None = ..., replayUnsupportedReason: str | None = ..., replayCompatibilityIssues: Sequence[str] | None = ..., ftCompatibilityIssues: Sequence[str] | None = ..., loginBySSLThumbprintSupported: bool | None = ..., cloneFromSnapshotSupported: bool | None = ..., deltaDiskBackingsSupported: bool | None = ..., perVMNetworkTrafficShapingSupported: bool | None = ..., tpmSupported: bool | None = ..., supportedCpuFeature: Sequence[HostCpuIdInfo] | None = ..., virtualExecUsageSupported: bool | None = ..., storageIORMSupported: bool | None = ..., vmDirectPathGen2Supported: bool | None = ..., vmDirectPathGen2UnsupportedReason: Sequence[str] | None = ..., vmDirectPathGen2UnsupportedReasonExtended: str | None = ..., vStorageCapable: bool | None = ...) -> None: ...

class HostCapabilityFtUnsupportedReason(VimEnum):
    vMotionNotLicensed: ClassVar[HostCapabilityFtUnsupportedReason]
    missingVMotionNic: ClassVar[HostCapabilityFtUnsupportedReason]
    missingFTLoggingNic: ClassVar[HostCapabilityFtUnsupportedReason]
    ftNotLicensed: ClassVar[HostCapabilityFtUnsupportedReason]
    haAgentIssue: ClassVar[HostCapabilityFtUnsupportedReason]

class HostCapabilityVmDirectPathGen2UnsupportedReason(VimEnum):
    hostNptIncompatibleProduct: ClassVar[HostCapabilityVmDirectPathGen2UnsupportedReason]
    hostNptIncompatibleHardware: ClassVar[HostCapabilityVmDirectPathGen2UnsupportedReason]
    hostNptDisabled: ClassVar[HostCapabilityVmDirectPathGen2UnsupportedReason]

class HostCnxFailedAccountFailedEvent(HostEvent): ...

class HostCnxFailedAlreadyManagedEvent(HostEvent):
    serverName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., serverName: str) -> None: ...

class HostCnxFailedBadCcagentEvent(HostEvent): ...

class HostCnxFailedBadUsernameEvent(HostEvent): ...

class HostCnxFailedBadVersionEvent(HostEvent): ...

class HostCnxFailedCcagentUpgradeEvent(HostEvent): ...

class HostCnxFailedEvent(HostEvent): ...

class HostCnxFailedNetworkErrorEvent(HostEvent): ...

class HostCnxFailedNoAccessEvent(HostEvent): ...

class HostCnxFailedNoConnectionEvent(HostEvent): ...

class HostCnxFailedNoLicenseEvent(HostEvent): ...

class HostCnxFailedNotFoundEvent(HostEvent): ...

class HostCnxFailedTimeoutEvent(HostEvent): ...

class HostCommunication(RuntimeFault): ...

class HostComplianceCheckedEvent(HostEvent):
    profile: ProfileEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., profile: ProfileEventArgument) -> None: ...

class HostCompliantEvent(HostEvent): ...

class HostConfigAppliedEvent(HostEvent): ...

class HostConfigChange(DynamicData): ...

class HostConfigChangeMode(VimEnum):
    modify: ClassVar[HostConfigChangeMode]

class HostConfigChangeOperation(VimEnum):
    add: ClassVar[HostConfigChangeOperation]
    remove: ClassVar[HostConfigChangeOperation]
    edit: ClassVar[HostConfigChangeOperation]

class HostConfigFailed(HostConfigFault):
    failure: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., failure: Sequence[LocalizedMethodFault]) -> None: ...

class HostConfigFault(VimFault): ...

class HostConfigInfo(DynamicData):
    host: ManagedObjectReference
    product: AboutInfo
    hyperThread: HostHyperThreadScheduleInfo | None
    consoleReservation: ServiceConsoleReservationInfo | None
    virtualMachineReservation: VirtualMachineMemoryReservationInfo | None
    storageDevice: HostStorageDeviceInfo | None
    multipathState: HostMultipathStateInfo | None
    fileSystemVolume: HostFileSystemVolumeInfo | None
    systemFile: tuple[str, ...]
    network: HostNetworkInfo | None
    vmotion: HostVMotionInfo | None
    virtualNicManagerInfo: HostVirtualNicManagerInfo | None
    capabilities: HostNetCapabilities | None
    datastoreCapabilities: HostDatastoreSystemCapabilities | None
    offloadCapabilities: HostNetOffloadCapabilities | None
    service: HostServiceInfo | None
    firewall: HostFirewallInfo | None
    autoStart: HostAutoStartManagerConfig | None
    activeDiagnosticPartition: HostDiagnosticPartition | None
    option: tuple[OptionValue, ...]
    optionDef: tuple[OptionDef, ...]
    datastorePrincipal: str | None
    localSwapDatastore: ManagedObjectReference | None
    systemResources: HostSystemResourceInfo | None
    dateTimeInfo: HostDateTimeInfo | None
    flags: HostFlagInfo | None
    adminDisabled: bool | None
    ipmi: HostIpmiInfo | None
    sslThumbprintInfo: HostSslThumbprintInfo | None
    pciPassthruInfo: tuple[HostPciPassthruInfo, ...]
    authenticationManagerInfo: HostAuthenticationManagerInfo | None
    featureVersion: tuple[HostFeatureVersionInfo, ...]
    powerSystemCapability: PowerSystemCapability | None
    powerSystemInfo: PowerSystemInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, product: AboutInfo, hyperThread: HostHyperThreadScheduleInfo | None = ..., consoleReservation: ServiceConsoleReservationInfo | None = ..., virtualMachineReservation: VirtualMachineMemoryReservationInfo | None = ..., storageDevice: HostStorageDeviceInfo | None = ..., multipathState: HostMultipathStateInfo | None = ..., fileSystemVolume: HostFileSystemVolumeInfo | None = ..., systemFile: Sequence[str] | None = ..., network: HostNetworkInfo | None = ..., vmotion: HostVMotionInfo | None = ..., virtualNicManagerInfo: HostVirtualNicManagerInfo | None = ..., capabilities: HostNetCapabilities | None = ..., datastoreCapabilities: HostDatastoreSystemCapabilities | None = ..., offloadCapabilities: HostNetOffloadCapabilities | None = ..., service: HostServiceInfo | None = ..., firewall: HostFirewallInfo | None = ..., autoStart: HostAutoStartManagerConfig | None = ..., activeDiagnosticPartition: HostDiagnosticPartition | None = ..., option: Sequence[OptionValue] | None = ..., optionDef: Sequence[OptionDef] | None = ..., datastorePrincipal: str | None = ..., localSwapDatastore: ManagedObjectReference | None = ..., systemResources: HostSystemResourceInfo | None = ..., dateTimeInfo: HostDateTimeInfo | None = ..., flags: HostFlagInfo | None = ..., adminDisabled: bool | None = ..., ipmi: HostIpmiInfo | None = ..., sslThumbprintInfo: HostSslThumbprintInfo | None = ..., pciPassthruInfo: Sequence[HostPciPassthruInfo] | None = ..., authenticationManagerInfo: HostAuthenticationManagerInfo | None = ..., featureVersion: Sequence[HostFeatureVersionInfo] | None = ..., powerSystemCapability: PowerSystemCapability | None = ..., powerSystemInfo: PowerSystemInfo | None = ...) -> None: ...

class HostConfigManager(DynamicData):
    cpuScheduler: ManagedObjectReference | None
    datastoreSystem: ManagedObjectReference | None
    memoryManager: ManagedObjectReference | None
    storageSystem: ManagedObjectReference | None
    networkSystem: ManagedObjectReference | None
    vmotionSystem: ManagedObjectReference | None
    virtualNicManager: ManagedObjectReference | None
    serviceSystem: ManagedObjectReference | None
    firewallSystem: ManagedObjectReference | None
    advancedOption: ManagedObjectReference | None
    diagnosticSystem: ManagedObjectReference | None
    autoStartManager: ManagedObjectReference | None
    snmpSystem: ManagedObjectReference | None
    dateTimeSystem: ManagedObjectReference | None
    patchManager: ManagedObjectReference | None
    bootDeviceSystem: ManagedObjectReference | None
    firmwareSystem: ManagedObjectReference | None
    healthStatusSystem: ManagedObjectReference | None
    pciPassthruSystem: ManagedObjectReference | None
    licenseManager: ManagedObjectReference | None
    kernelModuleSystem: ManagedObjectReference | None
    authenticationManager: ManagedObjectReference | None
    powerSystem: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., cpuScheduler: ManagedObjectReference | None = ..., datastoreSystem: ManagedObjectReference | None = ..., memoryManager: ManagedObjectReference | None = ..., storageSystem: ManagedObjectReference | None = ..., networkSystem: ManagedObjectReference | None = ..., vmotionSystem: ManagedObjectReference | None = ..., virtualNicManager: ManagedObjectReference | None = ..., serviceSystem: ManagedObjectReference | None = ..., firewallSystem: ManagedObjectReference | None = ..., advancedOption: ManagedObjectReference | None = ..., diagnosticSystem: ManagedObjectReference | None = ..., autoStartManager: ManagedObjectReference | None = ..., snmpSystem: ManagedObjectReference | None = ..., dateTimeSystem: ManagedObjectReference | None = ..., patchManager: ManagedObjectReference | None = ..., bootDeviceSystem: ManagedObjectReference | None = ..., firmwareSystem: ManagedObjectReference | None = ..., healthStatusSystem: ManagedObjectReference | None = ..., pciPassthruSystem: ManagedObjectReference | None = ..., licenseManager: ManagedObjectReference | None = ..., kernelModuleSystem: ManagedObjectReference | None = ..., authenticationManager: ManagedObjectReference | None = ..., powerSystem: ManagedObjectReference | None = ...) -> None: ...

class HostConfigSpec(DynamicData):
    nasDatastore: tuple[HostNasVolumeConfig, ...]
    network: HostNetworkConfig | None
    nicTypeSelection: tuple[HostVirtualNicManagerNicTypeSelection, ...]
    service: tuple[HostServiceConfig, ...]
    firewall: HostFirewallConfig | None
    option: tuple[OptionValue, ...]
    datastorePrincipal: str | None
    datastorePrincipalPasswd: str | None
    datetime: HostDateTimeConfig | None
    storageDevice: HostStorageDeviceInfo | None
    license: HostLicenseSpec | None
    security: HostSecuritySpec | None
    userAccount: tuple[HostAccountSpec, ...]
    usergroupAccount: tuple[HostAccountSpec, ...]
    memory: HostMemorySpec | None
    activeDirectory: tuple[HostActiveDirectory, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., nasDatastore: Sequence[HostNasVolumeConfig] | None = ..., network: HostNetworkConfig | None = ..., nicTypeSelection: Sequence[HostVirtualNicManagerNicTypeSelection] | None = ..., service: Sequence[HostServiceConfig] | None = ..., firewall: HostFirewallConfig | None = ..., option: Sequence[OptionValue] | None = ..., datastorePrincipal: str | None = ..., datastorePrincipalPasswd: str | None = ..., datetime: HostDateTimeConfig | None = ..., storageDevice: HostStorageDeviceInfo | None = ..., license: HostLicenseSpec | None = ..., security: HostSecuritySpec | None = ..., userAccount: Sequence[HostAccountSpec] | None = ..., usergroupAccount: Sequence[HostAccountSpec] | None = ..., memory: HostMemorySpec | None = ..., activeDirectory: Sequence[HostActiveDirectory] | None = ...) -> None: ...

class HostConfigSummary(DynamicData):
    name: str
    port: int
    sslThumbprint: str | None
    product: AboutInfo | None
    vmotionEnabled: bool
    faultToleranceEnabled: bool | None
    featureVersion: tuple[HostFeatureVersionInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, port: int, sslThumbprint: str | None = ..., product: AboutInfo | None = ..., vmotionEnabled: bool, faultToleranceEnabled: bool | None = ..., featureVersion: Sequence[HostFeatureVersionInfo] | None = ...) -> None: ...

class HostConnectFault(VimFault): ...

class HostConnectInfo(DynamicData):
    serverIp: str | None
    host: HostListSummary
    vm: tuple[VirtualMachineSummary, ...]
    vimAccountNameRequired: bool | None
    clusterSupported: bool | None
    network: tuple[HostConnectInfoNetworkInfo, ...]
    datastore: tuple[HostDatastoreConnectInfo, ...]
    license: HostLicenseConnectInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., serverIp: str | None = ..., host: HostListSummary, vm: Sequence[VirtualMachineSummary] | None = ..., vimAccountNameRequired: bool | None = ..., clusterSupported: bool | None = ..., network: Sequence[HostConnectInfoNetworkInfo] | None = ..., datastore: Sequence[HostDatastoreConnectInfo] | None = ..., license: HostLicenseConnectInfo | None = ...) -> None: ...

class HostConnectInfoNetworkInfo(DynamicData):
    summary: NetworkSummary
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., summary: NetworkSummary) -> None: ...

class HostConnectSpec(DynamicData):
    hostName: str | None
    port: int | None
    sslThumbprint: str | None
    userName: str | None
    password: str | None
    vmFolder: ManagedObjectReference | None
    force: bool
    vimAccountName: str | None
    vimAccountPassword: str | None
    managementIp: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hostName: str | None = ..., port: int | None = ..., sslThumbprint: str | None = ..., userName: str | None = ..., password: str | None = ..., vmFolder: ManagedObjectReference | None = ..., force: bool, vimAccountName: str | None = ..., vimAccountPassword: str | None = ..., managementIp: str | None = ...) -> None: ...

class HostConnectedEvent(HostEvent): ...

class HostConnectionLostEvent(HostEvent): ...

class HostCpuIdInfo(DynamicData):
    level: int
    vendor: str | None
    eax: str | None
    ebx: str | None
    ecx: str | None
    edx: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., level: int, vendor: str | None = ..., eax: str | None = ..., ebx: str | None = ..., ecx: str | None = ..., edx: str | None = ...) -> None: ...

class HostCpuInfo(DynamicData):
    numCpuPackages: int
    numCpuCores: int
    numCpuThreads: int
    hz: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numCpuPackages: int, numCpuCores: int, numCpuThreads: int, hz: int) -> None: ...

class HostCpuPackage(DynamicData):
    index: int
    vendor: str
    hz: int
    busHz: int
    description: str
    threadId: tuple[int, ...]
    cpuFeature: tuple[HostCpuIdInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., index: int, vendor: str, hz: int, busHz: int, description: str, threadId: Sequence[int], cpuFeature: Sequence[HostCpuIdInfo] | None = ...) -> None: ...

class HostCpuPackageVendor(VimEnum):
    unknown: ClassVar[HostCpuPackageVendor]
    intel: ClassVar[HostCpuPackageVendor]
    amd: ClassVar[HostCpuPackageVendor]

class HostCpuPowerManagementInfo(DynamicData):
    currentPolicy: str | None
    hardwareSupport: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., currentPolicy: str | None = ..., hardwareSupport: str | None = ...) -> None: ...

class HostCpuPowerManagementInfoPolicyType(VimEnum):
    off: ClassVar[HostCpuPowerManagementInfoPolicyType]
    staticPolicy: ClassVar[HostCpuPowerManagementInfoPolicyType]
    dynamicPolicy: ClassVar[HostCpuPowerManagementInfoPolicyType]

class HostDasDisabledEvent(HostEvent): ...

class HostDasDisablingEvent(HostEvent): ...

class HostDasEnabledEvent(HostEvent): ...

class HostDasEnablingEvent(HostEvent): ...

class HostDasErrorEvent(HostEvent):
    message: str | None
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., message: str | None = ..., reason: str | None = ...) -> None: ...

class HostDasErrorEventHostDasErrorReason(VimEnum):
    configFailed: ClassVar[HostDasErrorEventHostDasErrorReason]
    timeout: ClassVar[HostDasErrorEventHostDasErrorReason]
    communicationInitFailed: ClassVar[HostDasErrorEventHostDasErrorReason]
    healthCheckScriptFailed: ClassVar[HostDasErrorEventHostDasErrorReason]
    agentFailed: ClassVar[HostDasErrorEventHostDasErrorReason]
    agentShutdown: ClassVar[HostDasErrorEventHostDasErrorReason]
    isolationAddressUnpingable: ClassVar[HostDasErrorEventHostDasErrorReason]
    other: ClassVar[HostDasErrorEventHostDasErrorReason]

class HostDasEvent(HostEvent): ...

class HostDasOkEvent(HostEvent): ...

class HostDatastoreBrowserSearchResults(DynamicData):
    datastore: ManagedObjectReference | None
    folderPath: str | None
    file: tuple[FileInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., datastore: ManagedObjectReference | None = ..., folderPath: str | None = ..., file: Sequence[FileInfo] | None = ...) -> None: ...

class HostDatastoreBrowserSearchSpec(DynamicData):
    query: tuple[FileQuery, ...]
    details: FileQueryFlags | None
    searchCaseInsensitive: bool | None
    matchPattern: tuple[str, ...]
    sortFoldersFirst: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., query: Sequence[FileQuery] | None = ..., details: FileQueryFlags | None = ..., searchCaseInsensitive: bool | None = ..., matchPattern: Sequence[str] | None = ..., sortFoldersFirst: bool | None = ...) -> None: ...

class HostDatastoreConnectInfo(DynamicData):
    summary: DatastoreSummary
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., summary: DatastoreSummary) -> None: ...

class HostDatastoreExistsConnectInfo(HostDatastoreConnectInfo):
    newDatastoreName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., summary: DatastoreSummary, newDatastoreName: str) -> None: ...

class HostDatastoreNameConflictConnectInfo(HostDatastoreConnectInfo):
    newDatastoreName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., summary: DatastoreSummary, newDatastoreName: str) -> None: ...

class HostDatastoreSystemCapabilities(DynamicData):
    nfsMountCreationRequired: bool
    nfsMountCreationSupported: bool
    localDatastoreSupported: bool
    vmfsExtentExpansionSupported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., nfsMountCreationRequired: bool, nfsMountCreationSupported: bool, localDatastoreSupported: bool, vmfsExtentExpansionSupported: bool | None = ...) -> None: ...

class HostDateTimeConfig(DynamicData):
    timeZone: str | None
    ntpConfig: HostNtpConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., timeZone: str | None = ..., ntpConfig: HostNtpConfig | None = ...) -> None: ...

class HostDateTimeInfo(DynamicData):
    timeZone: HostDateTimeSystemTimeZone
    ntpConfig: HostNtpConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., timeZone: HostDateTimeSystemTimeZone, ntpConfig: HostNtpConfig | None = ...) -> None: ...

class HostDateTimeSystemTimeZone(DynamicData):
    key: str
    name: str
    description: str
    gmtOffset: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, name: str, description: str, gmtOffset: int) -> None: ...

class HostDevice(DynamicData):
    deviceName: str
    deviceType: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, deviceType: str) -> None: ...

class HostDhcpService(DynamicData):
    key: str
    spec: HostDhcpServiceSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, spec: HostDhcpServiceSpec) -> None: ...

class HostDhcpServiceConfig(DynamicData):
    changeOperation: str | None
    key: str
    spec: HostDhcpServiceSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., key: str, spec: HostDhcpServiceSpec) -> None: ...

class HostDhcpServiceSpec(DynamicData):
    virtualSwitch: str
    defaultLeaseDuration: int
    leaseBeginIp: str
    leaseEndIp: str
    maxLeaseDuration: int
    unlimitedLease: bool
    ipSubnetAddr: str
    ipSubnetMask: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., virtualSwitch: str, defaultLeaseDuration: int, leaseBeginIp: str, leaseEndIp: str, maxLeaseDuration: int, unlimitedLease: bool, ipSubnetAddr: str, ipSubnetMask: str) -> None: ...

class HostDiagnosticPartition(DynamicData):
    storageType: str
    diagnosticType: str
    slots: int
    id: HostScsiDiskPartition
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., storageType: str, diagnosticType: str, slots: int, id: HostScsiDiskPartition) -> None: ...

class HostDiagnosticPartitionCreateDescription(DynamicData):
    layout: HostDiskPartitionLayout
    diskUuid: str
    spec: HostDiagnosticPartitionCreateSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., layout: HostDiskPartitionLayout, diskUuid: str, spec: HostDiagnosticPartitionCreateSpec) -> None: ...

class HostDiagnosticPartitionCreateOption(DynamicData):
    storageType: str
    diagnosticType: str
    disk: HostScsiDisk
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., storageType: str, diagnosticType: str, disk: HostScsiDisk) -> None: ...

class HostDiagnosticPartitionCreateSpec(DynamicData):
    storageType: str
    diagnosticType: str
    id: HostScsiDiskPartition
    partition: HostDiskPartitionSpec
    active: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., storageType: str, diagnosticType: str, id: HostScsiDiskPartition, partition: HostDiskPartitionSpec, active: bool | None = ...) -> None: ...

class HostDigestInfo(DynamicData):
    digestMethod: str
    digestValue: tuple[int, ...]
    objectName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., digestMethod: str, digestValue: Sequence[int], objectName: str | None = ...) -> None: ...

class HostDigestInfoDigestMethodType(VimEnum):
    SHA1: ClassVar[HostDigestInfoDigestMethodType]
    MD5: ClassVar[HostDigestInfoDigestMethodType]

class HostDirectoryStoreInfo(HostAuthenticationStoreInfo): ...

class HostDisconnectedEvent(HostEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., reason: str | None = ...) -> None: ...

class HostDisconnectedEventReasonCode(VimEnum):
    sslThumbprintVerifyFailed: ClassVar[HostDisconnectedEventReasonCode]
    licenseExpired: ClassVar[HostDisconnectedEventReasonCode]
    agentUpgrade: ClassVar[HostDisconnectedEventReasonCode]
    userRequest: ClassVar[HostDisconnectedEventReasonCode]
    insufficientLicenses: ClassVar[HostDisconnectedEventReasonCode]
    agentOutOfDate: ClassVar[HostDisconnectedEventReasonCode]
    passwordDecryptFailure: ClassVar[HostDisconnectedEventReasonCode]
    unknown: ClassVar[HostDisconnectedEventReasonCode]

class HostDiskDimensions(DynamicData): ...

class HostDiskDimensionsChs(DynamicData):
    cylinder: int
    head: int
    sector: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., cylinder: int, head: int, sector: int) -> None: ...

class HostDiskDimensionsLba(DynamicData):
    blockSize: int
    block: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., blockSize: int, block: int) -> None: ...

class HostDiskMappingInfo(DynamicData):
    physicalPartition: HostDiskMappingPartitionInfo | None
    name: str
    exclusive: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., physicalPartition: HostDiskMappingPartitionInfo | None = ..., name: str, exclusive: bool | None = ...) -> None: ...

class HostDiskMappingOption(DynamicData):
    physicalPartition: tuple[HostDiskMappingPartitionOption, ...]
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., physicalPartition: Sequence[HostDiskMappingPartitionOption] | None = ..., name: str) -> None: ...

class HostDiskMappingPartitionInfo(DynamicData):
    name: str
    fileSystem: str
    capacityInKb: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, fileSystem: str, capacityInKb: int) -> None: ...

class HostDiskMappingPartitionOption(DynamicData):
    name: str
    fileSystem: str
    capacityInKb: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, fileSystem: str, capacityInKb: int) -> None: ...

class HostDiskPartitionAttributes(DynamicData):
    partition: int
    startSector: int
    endSector: int
    type: str
    logical: bool
    attributes: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., partition: int, startSector: int, endSector: int, type: str, logical: bool, attributes: int) -> None: ...

class HostDiskPartitionBlockRange(DynamicData):
    partition: int | None
    type: str
    start: HostDiskDimensionsLba
    end: HostDiskDimensionsLba
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., partition: int | None = ..., type: str, start: HostDiskDimensionsLba, end: HostDiskDimensionsLba) -> None: ...

class HostDiskPartitionInfo(DynamicData):
    deviceName: str
    spec: HostDiskPartitionSpec
    layout: HostDiskPartitionLayout
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, spec: HostDiskPartitionSpec, layout: HostDiskPartitionLayout) -> None: ...

class HostDiskPartitionInfoType(VimEnum):
    none: ClassVar[HostDiskPartitionInfoType]
    vmfs: ClassVar[HostDiskPartitionInfoType]
    linuxNative: ClassVar[HostDiskPartitionInfoType]
    linuxSwap: ClassVar[HostDiskPartitionInfoType]
    extended: ClassVar[HostDiskPartitionInfoType]
    ntfs: ClassVar[HostDiskPartitionInfoType]
    vmkDiagnostic: ClassVar[HostDiskPartitionInfoType]

class HostDiskPartitionLayout(DynamicData):
    total: HostDiskDimensionsLba | None
    partition: tuple[HostDiskPartitionBlockRange, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., total: HostDiskDimensionsLba | None = ..., partition: Sequence[HostDiskPartitionBlockRange]) -> None: ...

class HostDiskPartitionSpec(DynamicData):
    chs: HostDiskDimensionsChs | None
    totalSectors: int | None
    partition: tuple[HostDiskPartitionAttributes, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., chs: HostDiskDimensionsChs | None = ..., totalSectors: int | None = ..., partition: Sequence[HostDiskPartitionAttributes] | None = ...) -> None: ...

class HostDistributedVirtualSwitchManagerNetworkResourcePoolKey(VimEnum):
    management: ClassVar[HostDistributedVirtualSwitchManagerNetworkResourcePoolKey]
    faultTolerance: ClassVar[HostDistributedVirtualSwitchManagerNetworkResourcePoolKey]
    vmotion: ClassVar[HostDistributedVirtualSwitchManagerNetworkResourcePoolKey]
    iSCSI: ClassVar[HostDistributedVirtualSwitchManagerNetworkResourcePoolKey]
    nfs: ClassVar[HostDistributedVirtualSwitchManagerNetworkResourcePoolKey]
    virtualMachine: ClassVar[HostDistributedVirtualSwitchManagerNetworkResourcePoolKey]

class HostDnsConfig(DynamicData):
    dhcp: bool
    virtualNicDevice: str | None
    hostName: str
    domainName: str
    address: tuple[str, ...]
    searchDomain: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dhcp: bool, virtualNicDevice: str | None = ..., hostName: str, domainName: str, address: Sequence[str] | None = ..., searchDomain: Sequence[str] | None = ...) -> None: ...

class HostDnsConfigSpec(HostDnsConfig):
    virtualNicConnection: HostVirtualNicConnection | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dhcp: bool, virtualNicDevice: str | None = ..., hostName: str, domainName: str, address: Sequence[str] | None = ..., searchDomain: Sequence[str] | None = ..., virtualNicConnection: HostVirtualNicConnection | None = ...) -> None: ...

class HostEnableAdminFailedEvent(HostEvent):
    permissions: tuple[Permission, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., permissions: Sequence[Permission]) -> None: ...

class HostEvent(Event): ...

class HostEventArgument(EntityEventArgument):
    host: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, host: ManagedObjectReference) -> None: ...

class HostExtraNetworksEvent(HostDasEvent):
    ips: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ips: str | None = ...) -> None: ...

class HostFeatureVersionInfo(DynamicData):
    key: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, value: str) -> None: ...

class HostFeatureVersionKey(VimEnum):
    faultTolerance: ClassVar[HostFeatureVersionKey]

class HostFibreChannelHba(HostHostBusAdapter):
    portWorldWideName: int
    nodeWorldWideName: int
    portType: FibreChannelPortType
    speed: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str | None = ..., device: str, bus: int, status: str, model: str, driver: str | None = ..., pci: str | None = ..., portWorldWideName: int, nodeWorldWideName: int, portType: FibreChannelPortType, speed: int) -> None: ...

class HostFibreChannelTargetTransport(HostTargetTransport):
    portWorldWideName: int
    nodeWorldWideName: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., portWorldWideName: int, nodeWorldWideName: int) -> None: ...

class HostFileAccess(DynamicData):
    who: str
    what: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., who: str, what: str) -> None: ...

class HostFileSystemMountInfo(DynamicData):
    mountInfo: HostMountInfo
    volume: HostFileSystemVolume
    vStorageSupport: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., mountInfo: HostMountInfo, volume: HostFileSystemVolume, vStorageSupport: str | None = ...) -> None: ...

class HostFileSystemVolume(DynamicData):
    type: str
    name: str
    capacity: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, name: str, capacity: int) -> None: ...

class HostFileSystemVolumeInfo(DynamicData):
    volumeTypeList: tuple[str, ...]
    mountInfo: tuple[HostFileSystemMountInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., volumeTypeList: Sequence[str] | None = ..., mountInfo: Sequence[HostFileSystemMountInfo] | None = ...) -> None: ...

class HostFirewallConfig(DynamicData):
    rule: tuple[HostFirewallConfigRuleSetConfig, ...]
    defaultBlockingPolicy: HostFirewallDefaultPolicy
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., rule: Sequence[HostFirewallConfigRuleSetConfig] | None = ..., defaultBlockingPolicy: HostFirewallDefaultPolicy) -> None: ...

class HostFirewallConfigRuleSetConfig(DynamicData):
    rulesetId: str
    enabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., rulesetId: str, enabled: bool) -> None: ...

class HostFirewallDefaultPolicy(DynamicData):
    incomingBlocked: bool | None
    outgoingBlocked: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., incomingBlocked: bool | None = ..., outgoingBlocked: bool | None = ...) -> None: ...

class HostFirewallInfo(DynamicData):
    defaultPolicy: HostFirewallDefaultPolicy
    ruleset: tuple[HostFirewallRuleset, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., defaultPolicy: HostFirewallDefaultPolicy, ruleset: Sequence[HostFirewallRuleset] | None = ...) -> None: ...

class HostFirewallRule(DynamicData):
    port: int
    endPort: int | None
    direction: HostFirewallRuleDirection
    protocol: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., port: int, endPort: int | None = ..., direction: HostFirewallRuleDirection, protocol: str) -> None: ...

class HostFirewallRuleDirection(VimEnum):
    inbound: ClassVar[HostFirewallRuleDirection]
    outbound: ClassVar[HostFirewallRuleDirection]

class HostFirewallRuleProtocol(VimEnum):
    tcp: ClassVar[HostFirewallRuleProtocol]
    udp: ClassVar[HostFirewallRuleProtocol]

class HostFirewallRuleset(DynamicData):
    key: str
    label: str
    required: bool
    rule: tuple[HostFirewallRule, ...]
    service: str | None
    enabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, label: str, required: bool, rule: Sequence[HostFirewallRule], service: str | None = ..., enabled: bool) -> None: ...

class HostFlagInfo(DynamicData):
    backgroundSnapshotsEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., backgroundSnapshotsEnabled: bool | None = ...) -> None: ...

class HostForceMountedInfo(DynamicData):
    persist: bool
    mounted: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., persist: bool, mounted: bool) -> None: ...

class HostGetShortNameFailedEvent(HostEvent): ...

class HostHardwareElementInfo(DynamicData):
    name: str
    status: ElementDescription
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, status: ElementDescription) -> None: ...

class HostHardwareElementStatus(VimEnum):
    Unknown: ClassVar[HostHardwareElementStatus]
    Green: ClassVar[HostHardwareElementStatus]
    Yellow: ClassVar[HostHardwareElementStatus]
    Red: ClassVar[HostHardwareElementStatus]

class HostHardwareInfo(DynamicData):
    systemInfo: HostSystemInfo
    cpuPowerManagementInfo: HostCpuPowerManagementInfo | None
    cpuInfo: HostCpuInfo
    cpuPkg: tuple[HostCpuPackage, ...]
    memorySize: int
    numaInfo: HostNumaInfo | None
    pciDevice: tuple[HostPciDevice, ...]
    cpuFeature: tuple[HostCpuIdInfo, ...]
    biosInfo: HostBIOSInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., systemInfo: HostSystemInfo, cpuPowerManagementInfo: HostCpuPowerManagementInfo | None = ..., cpuInfo: HostCpuInfo, cpuPkg: Sequence[HostCpuPackage], memorySize: int, numaInfo: HostNumaInfo | None = ..., pciDevice: Sequence[HostPciDevice] | None = ..., cpuFeature: Sequence[HostCpuIdInfo] | None = ..., biosInfo: HostBIOSInfo | None = ...) -> None: ...

class HostHardwareStatusInfo(DynamicData):
    memoryStatusInfo: tuple[HostHardwareElementInfo, ...]
    cpuStatusInfo: tuple[HostHardwareElementInfo, ...]
    storageStatusInfo: tuple[HostStorageElementInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., memoryStatusInfo: Sequence[HostHardwareElementInfo] | None = ..., cpuStatusInfo: Sequence[HostHardwareElementInfo] | None = ..., storageStatusInfo: Sequence[HostStorageElementInfo] | None = ...) -> None: ...

class HostHardwareSummary(DynamicData):
    vendor: str
    model: str
    uuid: str
    otherIdentifyingInfo: tuple[HostSystemIdentificationInfo, ...]
    memorySize: int
    cpuModel: str
    cpuMhz: int
    numCpuPkgs: int
    numCpuCores: int
    numCpuThreads: int
    numNics: int
    numHBAs: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vendor: str, model: str, uuid: str, otherIdentifyingInfo: Sequence[HostSystemIdentificationInfo] | None = ..., memorySize: int, cpuModel: str, cpuMhz: int, numCpuPkgs: int, numCpuCores: int, numCpuThreads: int, numNics: int, numHBAs: int) -> None: ...

class HostHostBusAdapter(DynamicData):
    key: str | None
    device: str
    bus: int
    status: str
    model: str
    driver: str | None
    pci: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str | None = ..., device: str, bus: int, status: str, model: str, driver: str | None = ..., pci: str | None = ...) -> None: ...

class HostHyperThreadScheduleInfo(DynamicData):
    available: bool
    active: bool
    config: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., available: bool, active: bool, config: bool) -> None: ...

class HostInDomain(HostConfigFault): ...

class HostIncompatibleForFaultTolerance(VmFaultToleranceIssue):
    hostName: str | None
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str | None = ..., reason: str | None = ...) -> None: ...

class HostIncompatibleForFaultToleranceReason(VimEnum):
    product: ClassVar[HostIncompatibleForFaultToleranceReason]
    processor: ClassVar[HostIncompatibleForFaultToleranceReason]

class HostIncompatibleForRecordReplay(VimFault):
    hostName: str | None
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str | None = ..., reason: str | None = ...) -> None: ...

class HostIncompatibleForRecordReplayReason(VimEnum):
    product: ClassVar[HostIncompatibleForRecordReplayReason]
    processor: ClassVar[HostIncompatibleForRecordReplayReason]

class HostInternetScsiHba(HostHostBusAdapter):
    isSoftwareBased: bool
    discoveryCapabilities: HostInternetScsiHbaDiscoveryCapabilities
    discoveryProperties: HostInternetScsiHbaDiscoveryProperties
    authenticationCapabilities: HostInternetScsiHbaAuthenticationCapabilities
    authenticationProperties: HostInternetScsiHbaAuthenticationProperties
    digestCapabilities: HostInternetScsiHbaDigestCapabilities | None
    digestProperties: HostInternetScsiHbaDigestProperties | None
    ipCapabilities: HostInternetScsiHbaIPCapabilities
    ipProperties: HostInternetScsiHbaIPProperties
    supportedAdvancedOptions: tuple[OptionDef, ...]
    advancedOptions: tuple[HostInternetScsiHbaParamValue, ...]
    iScsiName: str
    iScsiAlias: str | None
    configuredSendTarget: tuple[HostInternetScsiHbaSendTarget, ...]
    configuredStaticTarget: tuple[HostInternetScsiHbaStaticTarget, ...]
    maxSpeedMb: int | None
    currentSpeedMb: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str | None = ..., device: str, bus: int, status: str, model: str, driver: str | None = ..., pci: str | None = ..., isSoftwareBased: bool, discoveryCapabilities: HostInternetScsiHbaDiscoveryCapabilities, discoveryProperties: HostInternetScsiHbaDiscoveryProperties, authenticationCapabilities: HostInternetScsiHbaAuthenticationCapabilities, authenticationProperties: HostInternetScsiHbaAuthenticationProperties, digestCapabilities: HostInternetScsiHbaDigestCapabilities | None = ..., digestProperties: HostInternetScsiHbaDigestProperties | None = ..., ipCapabilities: HostInternetScsiHbaIPCapabilities, ipProperties: HostInternetScsiHbaIPProperties, supportedAdvancedOptions: Sequence[OptionDef] | None = ..., advancedOptions: Sequence[HostInternetScsiHbaParamValue] | None = ..., iScsiName: str, iScsiAlias: str | None = ..., configuredSendTarget: Sequence[HostInternetScsiHbaSendTarget] | None = ..., configuredStaticTarget: Sequence[HostInternetScsiHbaStaticTarget] | None = ..., maxSpeedMb: int | None = ..., currentSpeedMb: int | None = ...) -> None: ...

class HostInternetScsiHbaAuthenticationCapabilities(DynamicData):
    chapAuthSettable: bool
    krb5AuthSettable: bool
    srpAuthSettable: bool
    spkmAuthSettable: bool
    mutualChapSettable: bool | None
    targetChapSettable: bool | None
    targetMutualChapSettable: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., chapAuthSettable: bool, krb5AuthSettable: bool, srpAuthSettable: bool, spkmAuthSettable: bool, mutualChapSettable: bool | None = ..., targetChapSettable: bool | None = ..., targetMutualChapSettable: bool | None = ...) -> None: ...

class HostInternetScsiHbaAuthenticationProperties(DynamicData):
    chapAuthEnabled: bool
    chapName: str | None
    chapSecret: str | None
    chapAuthenticationType: str | None
    chapInherited: bool | None
    mutualChapName: str | None
    mutualChapSecret: str | None
    mutualChapAuthenticationType: str | None
    mutualChapInherited: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., chapAuthEnabled: bool, chapName: str | None = ..., chapSecret: str | None = ..., chapAuthenticationType: str | None = ..., chapInherited: bool | None = ..., mutualChapName: str | None = ..., mutualChapSecret: str | None = ..., mutualChapAuthenticationType: str | None = ..., mutualChapInherited: bool | None = ...) -> None: ...

class HostInternetScsiHbaChapAuthenticationType(VimEnum):
    chapProhibited: ClassVar[HostInternetScsiHbaChapAuthenticationType]
    chapDiscouraged: ClassVar[HostInternetScsiHbaChapAuthenticationType]
    chapPreferred: ClassVar[HostInternetScsiHbaChapAuthenticationType]
    chapRequired: ClassVar[HostInternetScsiHbaChapAuthenticationType]

class HostInternetScsiHbaDigestCapabilities(DynamicData):
    headerDigestSettable: bool | None
    dataDigestSettable: bool | None
    targetHeaderDigestSettable: bool | None
    targetDataDigestSettable: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., headerDigestSettable: bool | None = ..., dataDigestSettable: bool | None = ..., targetHeaderDigestSettable: bool | None = ..., targetDataDigestSettable: bool | None = ...) -> None: ...

class HostInternetScsiHbaDigestProperties(DynamicData):
    headerDigestType: str | None
    headerDigestInherited: bool | None
    dataDigestType: str | None
    dataDigestInherited: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., headerDigestType: str | None = ..., headerDigestInherited: bool | None = ..., dataDigestType: str | None = ..., dataDigestInherited: bool | None = ...) -> None: ...

class HostInternetScsiHbaDigestType(VimEnum):
    digestProhibited: ClassVar[HostInternetScsiHbaDigestType]
    digestDiscouraged: ClassVar[HostInternetScsiHbaDigestType]
    digestPreferred: ClassVar[HostInternetScsiHbaDigestType]
    digestRequired: ClassVar[HostInternetScsiHbaDigestType]

class HostInternetScsiHbaDiscoveryCapabilities(DynamicData):
    iSnsDiscoverySettable: bool
    slpDiscoverySettable: bool
    staticTargetDiscoverySettable: bool
    sendTargetsDiscoverySettable: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., iSnsDiscoverySettable: bool, slpDiscoverySettable: bool, staticTargetDiscoverySettable: bool, sendTargetsDiscoverySettable: bool) -> None: ...

class HostInternetScsiHbaDiscoveryProperties(DynamicData):
    iSnsDiscoveryEnabled: bool
    iSnsDiscoveryMethod: str | None
    iSnsHost: str | None
    slpDiscoveryEnabled: bool
    slpDiscoveryMethod: str | None
    slpHost: str | None
    staticTargetDiscoveryEnabled: bool
    sendTargetsDiscoveryEnabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., iSnsDiscoveryEnabled: bool, iSnsDiscoveryMethod: str | None = ..., iSnsHost: str | None = ..., slpDiscoveryEnabled: bool, slpDiscoveryMethod: str | None = ..., slpHost: str | None = ..., staticTargetDiscoveryEnabled: bool, sendTargetsDiscoveryEnabled: bool) -> None: ...

class HostInternetScsiHbaIPCapabilities(DynamicData):
    addressSettable: bool
    ipConfigurationMethodSettable: bool
    subnetMaskSettable: bool
    defaultGatewaySettable: bool
    primaryDnsServerAddressSettable: bool
    alternateDnsServerAddressSettable: bool
    ipv6Supported: bool | None
    arpRedirectSettable: bool | None
    mtuSettable: bool | None
    hostNameAsTargetAddress: bool | None
    nameAliasSettable: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., addressSettable: bool, ipConfigurationMethodSettable: bool, subnetMaskSettable: bool, defaultGatewaySettable: bool, primaryDnsServerAddressSettable: bool, alternateDnsServerAddressSettable: bool, ipv6Supported: bool | None = ..., arpRedirectSettable: bool | None = ..., mtuSettable: bool | None = ..., hostNameAsTargetAddress: bool | None = ..., nameAliasSettable: bool | None = ...) -> None: ...

class HostInternetScsiHbaIPProperties(DynamicData):
    mac: str | None
    address: str | None
    dhcpConfigurationEnabled: bool
    subnetMask: str | None
    defaultGateway: str | None
    primaryDnsServerAddress: str | None
    alternateDnsServerAddress: str | None
    ipv6Address: str | None
    ipv6SubnetMask: str | None
    ipv6DefaultGateway: str | None
    arpRedirectEnabled: bool | None
    mtu: int | None
    jumboFramesEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., mac: str | None = ..., address: str | None = ..., dhcpConfigurationEnabled: bool, subnetMask: str | None = ..., defaultGateway: str | None = ..., primaryDnsServerAddress: str | None = ..., alternateDnsServerAddress: str | None = ..., ipv6Address: str | None = ..., ipv6SubnetMask: str | None = ..., ipv6DefaultGateway: str | None = ..., arpRedirectEnabled: bool | None = ..., mtu: int | None = ..., jumboFramesEnabled: bool | None = ...) -> None: ...

class HostInternetScsiHbaParamValue(OptionValue):
    isInherited: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, value: Any = ..., isInherited: bool | None = ...) -> None: ...

class HostInternetScsiHbaSendTarget(DynamicData):
    address: str
    port: int | None
    authenticationProperties: HostInternetScsiHbaAuthenticationProperties | None
    digestProperties: HostInternetScsiHbaDigestProperties | None
    supportedAdvancedOptions: tuple[OptionDef, ...]
    advancedOptions: tuple[HostInternetScsiHbaParamValue, ...]
    parent: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., address: str, port: int | None = ..., authenticationProperties: HostInternetScsiHbaAuthenticationProperties | None = ..., digestProperties: HostInternetScsiHbaDigestProperties | None = ..., supportedAdvancedOptions: Sequence[OptionDef] | None = ..., advancedOptions: Sequence[HostInternetScsiHbaParamValue] | None = ..., parent: str | None = ...) -> None: ...

class HostInternetScsiHbaStaticTarget(DynamicData):
    address: str
    port: int | None
    iScsiName: str
    authenticationProperties: HostInternetScsiHbaAuthenticationProperties | None
    digestProperties: HostInternetScsiHbaDigestProperties | None
    supportedAdvancedOptions: tuple[OptionDef, ...]
    advancedOptions: tuple[HostInternetScsiHbaParamValue, ...]
    parent: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., address: str, port: int | None = ..., iScsiName: str, authenticationProperties: HostInternetScsiHbaAuthenticationProperties | None = ..., digestProperties: HostInternetScsiHbaDigestProperties | None = ..., supportedAdvancedOptions: Sequence[OptionDef] | None = ..., advancedOptions: Sequence[HostInternetScsiHbaParamValue] | None = ..., parent: str | None = ...) -> None: ...

class HostInternetScsiHbaTargetSet(DynamicData):
    staticTargets: tuple[HostInternetScsiHbaStaticTarget, ...]
    sendTargets: tuple[HostInternetScsiHbaSendTarget, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., staticTargets: Sequence[HostInternetScsiHbaStaticTarget] | None = ..., sendTargets: Sequence[HostInternetScsiHbaSendTarget] | None = ...) -> None: ...

class HostInternetScsiTargetTransport(HostTargetTransport):
    iScsiName: str
    iScsiAlias: str
    address: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., iScsiName: str, iScsiAlias: str, address: Sequence[str] | None = ...) -> None: ...

class HostInventoryFull(NotEnoughLicenses):
    capacity: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., capacity: int) -> None: ...

class HostInventoryFullEvent(LicenseEvent):
    capacity: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., capacity: int) -> None: ...

class HostInventoryUnreadableEvent(Event): ...

class HostIpChangedEvent(HostEvent):
    oldIP: str
    newIP: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldIP: str, newIP: str) -> None: ...

class HostIpConfig(DynamicData):
    dhcp: bool
    ipAddress: str | None
    subnetMask: str | None
    ipV6Config: HostIpConfigIpV6AddressConfiguration | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dhcp: bool, ipAddress: str | None = ..., subnetMask: str | None = ..., ipV6Config: HostIpConfigIpV6AddressConfiguration | None = ...) -> None: ...

class HostIpConfigIpV6Address(DynamicData):
    ipAddress: str
    prefixLength: int
    origin: str | None
    dadState: str | None
    lifetime: _datetime | None
    operation: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str, prefixLength: int, origin: str | None = ..., dadState: str | None = ..., lifetime: _datetime | None = ..., operation: str | None = ...) -> None: ...

class HostIpConfigIpV6AddressConfigType(VimEnum):
    other: ClassVar[HostIpConfigIpV6AddressConfigType]
    manual: ClassVar[HostIpConfigIpV6AddressConfigType]
    dhcp: ClassVar[HostIpConfigIpV6AddressConfigType]
    linklayer: ClassVar[HostIpConfigIpV6AddressConfigType]
    random: ClassVar[HostIpConfigIpV6AddressConfigType]

class HostIpConfigIpV6AddressConfiguration(DynamicData):
    ipV6Address: tuple[HostIpConfigIpV6Address, ...]
    autoConfigurationEnabled: bool | None
    dhcpV6Enabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipV6Address: Sequence[HostIpConfigIpV6Address] | None = ..., autoConfigurationEnabled: bool | None = ..., dhcpV6Enabled: bool | None = ...) -> None: ...

class HostIpConfigIpV6AddressStatus(VimEnum):
    preferred: ClassVar[HostIpConfigIpV6AddressStatus]
    deprecated: ClassVar[HostIpConfigIpV6AddressStatus]
    invalid: ClassVar[HostIpConfigIpV6AddressStatus]
    inaccessible: ClassVar[HostIpConfigIpV6AddressStatus]
    unknown: ClassVar[HostIpConfigIpV6AddressStatus]
    tentative: ClassVar[HostIpConfigIpV6AddressStatus]
    duplicate: ClassVar[HostIpConfigIpV6AddressStatus]

class HostIpInconsistentEvent(HostEvent):
    ipAddress: str
    ipAddress2: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ipAddress: str, ipAddress2: str) -> None: ...

class HostIpRouteConfig(DynamicData):
    defaultGateway: str | None
    gatewayDevice: str | None
    ipV6DefaultGateway: str | None
    ipV6GatewayDevice: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., defaultGateway: str | None = ..., gatewayDevice: str | None = ..., ipV6DefaultGateway: str | None = ..., ipV6GatewayDevice: str | None = ...) -> None: ...

class HostIpRouteConfigSpec(HostIpRouteConfig):
    gatewayDeviceConnection: HostVirtualNicConnection | None
    ipV6GatewayDeviceConnection: HostVirtualNicConnection | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., defaultGateway: str | None = ..., gatewayDevice: str | None = ..., ipV6DefaultGateway: str | None = ..., ipV6GatewayDevice: str | None = ..., gatewayDeviceConnection: HostVirtualNicConnection | None = ..., ipV6GatewayDeviceConnection: HostVirtualNicConnection | None = ...) -> None: ...

class HostIpRouteEntry(DynamicData):
    network: str
    prefixLength: int
    gateway: str
    deviceName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., network: str, prefixLength: int, gateway: str, deviceName: str | None = ...) -> None: ...

class HostIpRouteOp(DynamicData):
    changeOperation: str
    route: HostIpRouteEntry
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str, route: HostIpRouteEntry) -> None: ...

class HostIpRouteTableConfig(DynamicData):
    ipRoute: tuple[HostIpRouteOp, ...]
    ipv6Route: tuple[HostIpRouteOp, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipRoute: Sequence[HostIpRouteOp] | None = ..., ipv6Route: Sequence[HostIpRouteOp] | None = ...) -> None: ...

class HostIpRouteTableInfo(DynamicData):
    ipRoute: tuple[HostIpRouteEntry, ...]
    ipv6Route: tuple[HostIpRouteEntry, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipRoute: Sequence[HostIpRouteEntry] | None = ..., ipv6Route: Sequence[HostIpRouteEntry] | None = ...) -> None: ...

class HostIpToShortNameFailedEvent(HostEvent): ...

class HostIpmiInfo(DynamicData):
    bmcIpAddress: str | None
    bmcMacAddress: str | None
    login: str | None
    password: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., bmcIpAddress: str | None = ..., bmcMacAddress: str | None = ..., login: str | None = ..., password: str | None = ...) -> None: ...

class HostIsolationIpPingFailedEvent(HostDasEvent):
    isolationIp: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., isolationIp: str) -> None: ...

class HostLicenseConnectInfo(DynamicData):
    license: LicenseManagerLicenseInfo
    evaluation: LicenseManagerEvaluationInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., license: LicenseManagerLicenseInfo, evaluation: LicenseManagerEvaluationInfo) -> None: ...

class HostLicenseExpiredEvent(LicenseEvent): ...

class HostLicenseSpec(DynamicData):
    source: LicenseSource | None
    editionKey: str | None
    disabledFeatureKey: tuple[str, ...]
    enabledFeatureKey: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., source: LicenseSource | None = ..., editionKey: str | None = ..., disabledFeatureKey: Sequence[str] | None = ..., enabledFeatureKey: Sequence[str] | None = ...) -> None: ...

class HostListSummary(DynamicData):
    host: ManagedObjectReference | None
    hardware: HostHardwareSummary | None
    runtime: HostRuntimeInfo | None
    config: HostConfigSummary
    quickStats: HostListSummaryQuickStats
    overallStatus: ManagedEntityStatus
    rebootRequired: bool
    customValue: tuple[CustomFieldValue, ...]
    managementServerIp: str | None
    maxEVCModeKey: str | None
    currentEVCModeKey: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference | None = ..., hardware: HostHardwareSummary | None = ..., runtime: HostRuntimeInfo | None = ..., config: HostConfigSummary, quickStats: HostListSummaryQuickStats, overallStatus: ManagedEntityStatus, rebootRequired: bool, customValue: Sequence[CustomFieldValue] | None = ..., managementServerIp: str | None = ..., maxEVCModeKey: str | None = ..., currentEVCModeKey: str | None = ...) -> None: ...

class HostListSummaryQuickStats(DynamicData):
    overallCpuUsage: int | None
    overallMemoryUsage: int | None
    distributedCpuFairness: int | None
    distributedMemoryFairness: int | None
    uptime: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., overallCpuUsage: int | None = ..., overallMemoryUsage: int | None = ..., distributedCpuFairness: int | None = ..., distributedMemoryFairness: int | None = ..., uptime: int | None = ...) -> None: ...

class HostLocalAuthenticationInfo(HostAuthenticationStoreInfo): ...

class HostLocalFileSystemVolume(HostFileSystemVolume):
    device: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, name: str, capacity: int, device: str) -> None: ...

class HostLocalFileSystemVolumeSpec(DynamicData):
    device: str
    localPath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., device: str, localPath: str) -> None: ...

class HostLowLevelProvisioningManagerReloadTarget(VimEnum):
    currentConfig: ClassVar[HostLowLevelProvisioningManagerReloadTarget]
    snapshotConfig: ClassVar[HostLowLevelProvisioningManagerReloadTarget]

class HostMemoryProfile(ApplyProfile): ...

class HostMemorySpec(DynamicData):
    serviceConsoleReservation: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., serviceConsoleReservation: int | None = ...) -> None: ...

class HostMissingNetworksEvent(HostDasEvent):
    ips: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ips: str | None = ...) -> None: ...

class HostMonitoringStateChangedEvent(ClusterEvent):
    state: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., state: str) -> None: ...

class HostMountInfo(DynamicData):
    path: str | None
    accessMode: str
    accessible: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: str | None = ..., accessMode: str, accessible: bool | None = ...) -> None: ...

class HostMountMode(VimEnum):
    readWrite: ClassVar[HostMountMode]
    readOnly: ClassVar[HostMountMode]

class HostMultipathInfo(DynamicData):
    lun: tuple[HostMultipathInfoLogicalUnit, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., lun: Sequence[HostMultipathInfoLogicalUnit] | None = ...) -> None: ...

class HostMultipathInfoFixedLogicalUnitPolicy(HostMultipathInfoLogicalUnitPolicy):
    prefer: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., policy: str, prefer: str) -> None: ...

class HostMultipathInfoLogicalUnit(DynamicData):
    key: str
    id: str
    lun: str
    path: tuple[HostMultipathInfoPath, ...]
    policy: HostMultipathInfoLogicalUnitPolicy
    storageArrayTypePolicy: HostMultipathInfoLogicalUnitStorageArrayTypePolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, id: str, lun: str, path: Sequence[HostMultipathInfoPath], policy: HostMultipathInfoLogicalUnitPolicy, storageArrayTypePolicy: HostMultipathInfoLogicalUnitStorageArrayTypePolicy | None = ...) -> None: ...

class HostMultipathInfoLogicalUnitPolicy(DynamicData):
    policy: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., policy: str) -> None: ...

class HostMultipathInfoLogicalUnitStorageArrayTypePolicy(DynamicData):
    policy: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., policy: str) -> None: ...

class HostMultipathInfoPath(DynamicData):
    key: str
    name: str
    pathState: str
    state: str | None
    isWorkingPath: bool | None
    adapter: str
    lun: str
    transport: HostTargetTransport | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, name: str, pathState: str, state: str | None = ..., isWorkingPath: bool | None = ..., adapter: str, lun: str, transport: HostTargetTransport | None = ...) -> None: ...

class HostMultipathStateInfo(DynamicData):
    path: tuple[HostMultipathStateInfoPath, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: Sequence[HostMultipathStateInfoPath] | None = ...) -> None: ...

class HostMultipathStateInfoPath(DynamicData):
    name: str
    pathState: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, pathState: str) -> None: ...

class HostNasVolume(HostFileSystemVolume):
    remoteHost: str
    remotePath: str
    userName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, name: str, capacity: int, remoteHost: str, remotePath: str, userName: str | None = ...) -> None: ...

class HostNasVolumeConfig(DynamicData):
    changeOperation: str | None
    spec: HostNasVolumeSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., spec: HostNasVolumeSpec | None = ...) -> None: ...

class HostNasVolumeSpec(DynamicData):
    remoteHost: str
    remotePath: str
    localPath: str
    accessMode: str
    type: str | None
    userName: str | None
    password: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., remoteHost: str, remotePath: str, localPath: str, accessMode: str, type: str | None = ..., userName: str | None = ..., password: str | None = ...) -> None: ...

class HostNatService(DynamicData):
    key: str
    spec: HostNatServiceSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, spec: HostNatServiceSpec) -> None: ...

class HostNatServiceConfig(DynamicData):
    changeOperation: str | None
    key: str
    spec: HostNatServiceSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., key: str, spec: HostNatServiceSpec) -> None: ...

class HostNatServiceNameServiceSpec(DynamicData):
    dnsAutoDetect: bool
    dnsPolicy: str
    dnsRetries: int
    dnsTimeout: int
    dnsNameServer: tuple[str, ...]
    nbdsTimeout: int
    nbnsRetries: int
    nbnsTimeout: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dnsAutoDetect: bool, dnsPolicy: str, dnsRetries: int, dnsTimeout: int, dnsNameServer: Sequence[str] | None = ..., nbdsTimeout: int, nbnsRetries: int, nbnsTimeout: int) -> None: ...

class HostNatServicePortForwardSpec(DynamicData):
    type: str
    name: str
    hostPort: int
    guestPort: int
    guestIpAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, name: str, hostPort: int, guestPort: int, guestIpAddress: str) -> None: ...

class HostNatServiceSpec(DynamicData):
    virtualSwitch: str
    activeFtp: bool
    allowAnyOui: bool
    configPort: bool
    ipGatewayAddress: str
    udpTimeout: int
    portForward: tuple[HostNatServicePortForwardSpec, ...]
    nameService: HostNatServiceNameServiceSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., virtualSwitch: str, activeFtp: bool, allowAnyOui: bool, configPort: bool, ipGatewayAddress: str, udpTimeout: int, portForward: Sequence[HostNatServicePortForwardSpec] | None = ..., nameService: HostNatServiceNameServiceSpec | None = ...) -> None: ...

class HostNetCapabilities(DynamicData):
    canSetPhysicalNicLinkSpeed: bool
    supportsNicTeaming: bool
    nicTeamingPolicy: tuple[str, ...]
    supportsVlan: bool
    usesServiceConsoleNic: bool
    supportsNetworkHints: bool
    maxPortGroupsPerVswitch: int | None
    vswitchConfigSupported: bool
    vnicConfigSupported: bool
    ipRouteConfigSupported: bool
    dnsConfigSupported: bool
    dhcpOnVnicSupported: bool
    ipV6Supported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., canSetPhysicalNicLinkSpeed: bool, supportsNicTeaming: bool, nicTeamingPolicy: Sequence[str] | None = ..., supportsVlan: bool, usesServiceConsoleNic: bool, supportsNetworkHints: bool, maxPortGroupsPerVswitch: int | None = ..., vswitchConfigSupported: bool, vnicConfigSupported: bool, ipRouteConfigSupported: bool, dnsConfigSupported: bool, dhcpOnVnicSupported: bool, ipV6Supported: bool | None = ...) -> None: ...

class HostNetOffloadCapabilities(DynamicData):
    csumOffload: bool | None
    tcpSegmentation: bool | None
    zeroCopyXmit: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., csumOffload: bool | None = ..., tcpSegmentation: bool | None = ..., zeroCopyXmit: bool | None = ...) -> None: ...

class HostNetworkConfig(DynamicData):
    vswitch: tuple[HostVirtualSwitchConfig, ...]
    proxySwitch: tuple[HostProxySwitchConfig, ...]
    portgroup: tuple[HostPortGroupConfig, ...]
    pnic: tuple[PhysicalNicConfig, ...]
    vnic: tuple[HostVirtualNicConfig, ...]
    consoleVnic: tuple[HostVirtualNicConfig, ...]
    dnsConfig: HostDnsConfig | None
    ipRouteConfig: HostIpRouteConfig | None
    consoleIpRouteConfig: HostIpRouteConfig | None
    routeTableConfig: HostIpRouteTableConfig | None
    dhcp: tuple[HostDhcpServiceConfig, ...]
    nat: tuple[HostNatServiceConfig, ...]
    ipV6Enabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vswitch: Sequence[HostVirtualSwitchConfig] | None = ..., proxySwitch: Sequence[HostProxySwitchConfig] | None = ..., portgroup: Sequence[HostPortGroupConfig] | None = ..., pnic: Sequence[PhysicalNicConfig] | None = ..., vnic: Sequence[HostVirtualNicConfig] | None = ..., consoleVnic: Sequence[HostVirtualNicConfig] | None = ..., dnsConfig: HostDnsConfig | None = ..., ipRouteConfig: HostIpRouteConfig | None = ..., consoleIpRouteConfig: HostIpRouteConfig | None = ..., routeTableConfig: HostIpRouteTableConfig | None = ..., dhcp: Sequence[HostDhcpServiceConfig] | None = ..., nat: Sequence[HostNatServiceConfig] | None = ..., ipV6Enabled: bool | None = ...) -> None: ...

class HostNetworkConfigResult(DynamicData):
    vnicDevice: tuple[str, ...]
    consoleVnicDevice: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vnicDevice: Sequence[str] | None = ..., consoleVnicDevice: Sequence[str] | None = ...) -> None: ...

class HostNetworkInfo(DynamicData):
    vswitch: tuple[HostVirtualSwitch, ...]
    proxySwitch: tuple[HostProxySwitch, ...]
    portgroup: tuple[HostPortGroup, ...]
    pnic: tuple[PhysicalNic, ...]
    vnic: tuple[HostVirtualNic, ...]
    consoleVnic: tuple[HostVirtualNic, ...]
    dnsConfig: HostDnsConfig | None
    ipRouteConfig: HostIpRouteConfig | None
    consoleIpRouteConfig: HostIpRouteConfig | None
    routeTableInfo: HostIpRouteTableInfo | None
    dhcp: tuple[HostDhcpService, ...]
    nat: tuple[HostNatService, ...]
    ipV6Enabled: bool | None
    atBootIpV6Enabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vswitch: Sequence[HostVirtualSwitch] | None = ..., proxySwitch: Sequence[HostProxySwitch] | None = ..., portgroup: Sequence[HostPortGroup] | None = ..., pnic: Sequence[PhysicalNic] | None = ..., vnic: Sequence[HostVirtualNic] | None = ..., consoleVnic: Sequence[HostVirtualNic] | None = ..., dnsConfig: HostDnsConfig | None = ..., ipRouteConfig: HostIpRouteConfig | None = ..., consoleIpRouteConfig: HostIpRouteConfig | None = ..., routeTableInfo: HostIpRouteTableInfo | None = ..., dhcp: Sequence[HostDhcpService] | None = ..., nat: Sequence[HostNatService] | None = ..., ipV6Enabled: bool | None = ..., atBootIpV6Enabled: bool | None = ...) -> None: ...

class HostNetworkPolicy(DynamicData):
    security: HostNetworkSecurityPolicy | None
    nicTeaming: HostNicTeamingPolicy | None
    offloadPolicy: HostNetOffloadCapabilities | None
    shapingPolicy: HostNetworkTrafficShapingPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., security: HostNetworkSecurityPolicy | None = ..., nicTeaming: HostNicTeamingPolicy | None = ..., offloadPolicy: HostNetOffloadCapabilities | None = ..., shapingPolicy: HostNetworkTrafficShapingPolicy | None = ...) -> None: ...

class HostNetworkSecurityPolicy(DynamicData):
    allowPromiscuous: bool | None
    macChanges: bool | None
    forgedTransmits: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., allowPromiscuous: bool | None = ..., macChanges: bool | None = ..., forgedTransmits: bool | None = ...) -> None: ...

class HostNetworkTrafficShapingPolicy(DynamicData):
    enabled: bool | None
    averageBandwidth: int | None
    peakBandwidth: int | None
    burstSize: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., averageBandwidth: int | None = ..., peakBandwidth: int | None = ..., burstSize: int | None = ...) -> None: ...

class HostNewNetworkConnectInfo(HostConnectInfoNetworkInfo): ...

class HostNicFailureCriteria(DynamicData):
    checkSpeed: str | None
    speed: int | None
    checkDuplex: bool | None
    fullDuplex: bool | None
    checkErrorPercent: bool | None
    percentage: int | None
    checkBeacon: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., checkSpeed: str | None = ..., speed: int | None = ..., checkDuplex: bool | None = ..., fullDuplex: bool | None = ..., checkErrorPercent: bool | None = ..., percentage: int | None = ..., checkBeacon: bool | None = ...) -> None: ...

class HostNicOrderPolicy(DynamicData):
    activeNic: tuple[str, ...]
    standbyNic: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeNic: Sequence[str] | None = ..., standbyNic: Sequence[str] | None = ...) -> None: ...

class HostNicTeamingPolicy(DynamicData):
    policy: str | None
    reversePolicy: bool | None
    notifySwitches: bool | None
    rollingOrder: bool | None
    failureCriteria: HostNicFailureCriteria | None
    nicOrder: HostNicOrderPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., policy: str | None = ..., reversePolicy: bool | None = ..., notifySwitches: bool | None = ..., rollingOrder: bool | None = ..., failureCriteria: HostNicFailureCriteria | None = ..., nicOrder: HostNicOrderPolicy | None = ...) -> None: ...

class HostNoAvailableNetworksEvent(HostDasEvent):
    ips: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ips: str | None = ...) -> None: ...

class HostNoHAEnabledPortGroupsEvent(HostDasEvent): ...

class HostNoRedundantManagementNetworkEvent(HostDasEvent): ...

class HostNonCompliantEvent(HostEvent): ...

class HostNotConnected(HostCommunication): ...

class HostNotInClusterEvent(HostDasEvent): ...

class HostNotReachable(HostCommunication): ...

class HostNtpConfig(DynamicData):
    server: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., server: Sequence[str] | None = ...) -> None: ...

class HostNumaInfo(DynamicData):
    type: str
    numNodes: int
    numaNode: tuple[HostNumaNode, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, numNodes: int, numaNode: Sequence[HostNumaNode] | None = ...) -> None: ...

class HostNumaNode(DynamicData):
    typeId: int
    cpuID: tuple[int, ...]
    memoryRangeBegin: int
    memoryRangeLength: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., typeId: int, cpuID: Sequence[int], memoryRangeBegin: int, memoryRangeLength: int) -> None: ...

class HostNumericSensorHealthState(VimEnum):
    unknown: ClassVar[HostNumericSensorHealthState]
    green: ClassVar[HostNumericSensorHealthState]
    yellow: ClassVar[HostNumericSensorHealthState]
    red: ClassVar[HostNumericSensorHealthState]

class HostNumericSensorInfo(DynamicData):
    name: str
    healthState: ElementDescription | None
    currentReading: int
    unitModifier: int
    baseUnits: str
    rateUnits: str | None
    sensorType: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, healthState: ElementDescription | None = ..., currentReading: int, unitModifier: int, baseUnits: str, rateUnits: str | None = ..., sensorType: str) -> None: ...

class HostNumericSensorType(VimEnum):
    fan: ClassVar[HostNumericSensorType]
    power: ClassVar[HostNumericSensorType]
    temperature: ClassVar[HostNumericSensorType]
    voltage: ClassVar[HostNumericSensorType]
    other: ClassVar[HostNumericSensorType]

class HostOvercommittedEvent(ClusterOvercommittedEvent): ...

class HostParallelScsiHba(HostHostBusAdapter): ...

class HostParallelScsiTargetTransport(HostTargetTransport): ...

class HostPatchManagerInstallState(VimEnum):
    hostRestarted: ClassVar[HostPatchManagerInstallState]
    imageActive: ClassVar[HostPatchManagerInstallState]

class HostPatchManagerIntegrityStatus(VimEnum):
    validated: ClassVar[HostPatchManagerIntegrityStatus]
    keyNotFound: ClassVar[HostPatchManagerIntegrityStatus]
    keyRevoked: ClassVar[HostPatchManagerIntegrityStatus]
    keyExpired: ClassVar[HostPatchManagerIntegrityStatus]
    digestMismatch: ClassVar[HostPatchManagerIntegrityStatus]
    notEnoughSignatures: ClassVar[HostPatchManagerIntegrityStatus]
    validationError: ClassVar[HostPatchManagerIntegrityStatus]

class HostPatchManagerLocator(DynamicData):
    url: str
    proxy: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., url: str, proxy: str | None = ...) -> None: ...

class HostPatchManagerPatchManagerOperationSpec(DynamicData):
    proxy: str | None
    port: int | None
    userName: str | None
    password: str | None
    cmdOption: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., proxy: str | None = ..., port: int | None = ..., userName: str | None = ..., password: str | None = ..., cmdOption: str | None = ...) -> None: ...

class HostPatchManagerReason(VimEnum):
    obsoleted: ClassVar[HostPatchManagerReason]
    missingPatch: ClassVar[HostPatchManagerReason]
    missingLib: ClassVar[HostPatchManagerReason]
    hasDependentPatch: ClassVar[HostPatchManagerReason]
    conflictPatch: ClassVar[HostPatchManagerReason]
    conflictLib: ClassVar[HostPatchManagerReason]

class HostPatchManagerResult(DynamicData):
    version: str
    status: tuple[HostPatchManagerStatus, ...]
    xmlResult: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., version: str, status: Sequence[HostPatchManagerStatus] | None = ..., xmlResult: str | None = ...) -> None: ...

class HostPatchManagerStatus(DynamicData):
    id: str
    applicable: bool
    reason: tuple[str, ...]
    integrity: str | None
    installed: bool
    installState: tuple[str, ...]
    prerequisitePatch: tuple[HostPatchManagerStatusPrerequisitePatch, ...]
    restartRequired: bool
    reconnectRequired: bool
    vmOffRequired: bool
    supersededPatchIds: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, applicable: bool, reason: Sequence[str] | None = ..., integrity: str | None = ..., installed: bool, installState: Sequence[str] | None = ..., prerequisitePatch: Sequence[HostPatchManagerStatusPrerequisitePatch] | None = ..., restartRequired: bool, reconnectRequired: bool, vmOffRequired: bool, supersededPatchIds: Sequence[str] | None = ...) -> None: ...

class HostPatchManagerStatusPrerequisitePatch(DynamicData):
    id: str
    installState: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, installState: Sequence[str] | None = ...) -> None: ...

class HostPathSelectionPolicyOption(DynamicData):
    policy: ElementDescription
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., policy: ElementDescription) -> None: ...

class HostPciDevice(DynamicData):
    id: str
    classId: int
    bus: int
    slot: int
    function: int
    vendorId: int
    subVendorId: int
    vendorName: str
    deviceId: int
    subDeviceId: int
    parentBridge: str | None
    deviceName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, classId: int, bus: int, slot: int, function: int, vendorId: int, subVendorId: int, vendorName: str, deviceId: int, subDeviceId: int, parentBridge: str | None = ..., deviceName: str) -> None: ...

class HostPciPassthruConfig(DynamicData):
    id: str
    passthruEnabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, passthruEnabled: bool) -> None: ...

class HostPciPassthruInfo(DynamicData):
    id: str
    dependentDevice: str
    passthruEnabled: bool
    passthruCapable: bool
    passthruActive: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, dependentDevice: str, passthruEnabled: bool, passthruCapable: bool, passthruActive: bool) -> None: ...

class HostPlugStoreTopology(DynamicData):
    adapter: tuple[HostPlugStoreTopologyAdapter, ...]
    path: tuple[HostPlugStoreTopologyPath, ...]
    target: tuple[HostPlugStoreTopologyTarget, ...]
    device: tuple[HostPlugStoreTopologyDevice, ...]
    plugin: tuple[HostPlugStoreTopologyPlugin, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., adapter: Sequence[HostPlugStoreTopologyAdapter] | None = ..., path: Sequence[HostPlugStoreTopologyPath] | None = ..., target: Sequence[HostPlugStoreTopologyTarget] | None = ..., device: Sequence[HostPlugStoreTopologyDevice] | None = ..., plugin: Sequence[HostPlugStoreTopologyPlugin] | None = ...) -> None: ...

class HostPlugStoreTopologyAdapter(DynamicData):
    key: str
    adapter: str
    path: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, adapter: str, path: Sequence[str] | None = ...) -> None: ...

class HostPlugStoreTopologyDevice(DynamicData):
    key: str
    lun: str
    path: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, lun: str, path: Sequence[str] | None = ...) -> None: ...

class HostPlugStoreTopologyPath(DynamicData):
    key: str
    name: str
    channelNumber: int | None
    targetNumber: int | None
    lunNumber: int | None
    adapter: str | None
    target: str | None
    device: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, name: str, channelNumber: int | None = ..., targetNumber: int | None = ..., lunNumber: int | None = ..., adapter: str | None = ..., target: str | None = ..., device: str | None = ...) -> None: ...

class HostPlugStoreTopologyPlugin(DynamicData):
    key: str
    name: str
    device: tuple[str, ...]
    claimedPath: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, name: str, device: Sequence[str] | None = ..., claimedPath: Sequence[str] | None = ...) -> None: ...

class HostPlugStoreTopologyTarget(DynamicData):
    key: str
    transport: HostTargetTransport | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, transport: HostTargetTransport | None = ...) -> None: ...

class HostPortGroup(DynamicData):
    key: str | None
    port: tuple[HostPortGroupPort, ...]
    vswitch: str | None
    computedPolicy: HostNetworkPolicy
    spec: HostPortGroupSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str | None = ..., port: Sequence[HostPortGroupPort] | None = ..., vswitch: str | None = ..., computedPolicy: HostNetworkPolicy, spec: HostPortGroupSpec) -> None: ...

class HostPortGroupConfig(DynamicData):
    changeOperation: str | None
    spec: HostPortGroupSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., spec: HostPortGroupSpec | None = ...) -> None: ...

class HostPortGroupPort(DynamicData):
    key: str | None
    mac: tuple[str, ...]
    type: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str | None = ..., mac: Sequence[str] | None = ..., type: str) -> None: ...

class HostPortGroupProfile(PortGroupProfile):
    ipConfig: IpAddressProfile
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str, name: str, vlan: VlanProfile, vswitch: VirtualSwitchSelectionProfile, networkPolicy: NetworkPolicyProfile, ipConfig: IpAddressProfile) -> None: ...

class HostPortGroupSpec(DynamicData):
    name: str
    vlanId: int
    vswitchName: str
    policy: HostNetworkPolicy
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, vlanId: int, vswitchName: str, policy: HostNetworkPolicy) -> None: ...

class HostPosixAccountSpec(HostAccountSpec):
    posixId: int | None
    shellAccess: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, password: str | None = ..., description: str | None = ..., posixId: int | None = ..., shellAccess: bool | None = ...) -> None: ...

class HostPowerOpFailed(VimFault): ...

class HostPowerOperationType(VimEnum):
    powerOn: ClassVar[HostPowerOperationType]
    powerOff: ClassVar[HostPowerOperationType]

class HostPowerPolicy(DynamicData):
    key: int
    name: str
    shortName: str
    description: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, name: str, shortName: str, description: str) -> None: ...

class HostPrimaryAgentNotShortNameEvent(HostDasEvent):
    primaryAgent: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., primaryAgent: str) -> None: ...

class HostProfileAppliedEvent(HostEvent):
    profile: ProfileEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., profile: ProfileEventArgument) -> None: ...

class HostProfileCompleteConfigSpec(HostProfileConfigSpec):
    applyProfile: HostApplyProfile | None
    customComplyProfile: ComplianceProfile | None
    disabledExpressionListChanged: bool
    disabledExpressionList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., annotation: str | None = ..., enabled: bool | None = ..., applyProfile: HostApplyProfile | None = ..., customComplyProfile: ComplianceProfile | None = ..., disabledExpressionListChanged: bool, disabledExpressionList: Sequence[str] | None = ...) -> None: ...

class HostProfileConfigInfo(ProfileConfigInfo):
    applyProfile: HostApplyProfile | None
    defaultComplyProfile: ComplianceProfile | None
    defaultComplyLocator: tuple[ComplianceLocator, ...]
    customComplyProfile: ComplianceProfile | None
    disabledExpressionList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, annotation: str | None = ..., enabled: bool, applyProfile: HostApplyProfile | None = ..., defaultComplyProfile: ComplianceProfile | None = ..., defaultComplyLocator: Sequence[ComplianceLocator] | None = ..., customComplyProfile: ComplianceProfile | None = ..., disabledExpressionList: Sequence[str] | None = ...) -> None: ...

class HostProfileConfigSpec(ProfileCreateSpec): ...

class HostProfileHostBasedConfigSpec(HostProfileConfigSpec):
    host: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., annotation: str | None = ..., enabled: bool | None = ..., host: ManagedObjectReference) -> None: ...

class HostProfileManagerConfigTaskList(DynamicData):
    configSpec: HostConfigSpec | None
    taskDescription: tuple[LocalizableMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configSpec: HostConfigSpec | None = ..., taskDescription: Sequence[LocalizableMessage] | None = ...) -> None: ...

class HostProxySwitch(DynamicData):
    dvsUuid: str
    dvsName: str
    key: str
    numPorts: int
    numPortsAvailable: int
    uplinkPort: tuple[KeyValue, ...]
    mtu: int | None
    pnic: tuple[str, ...]
    spec: HostProxySwitchSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dvsUuid: str, dvsName: str, key: str, numPorts: int, numPortsAvailable: int, uplinkPort: Sequence[KeyValue] | None = ..., mtu: int | None = ..., pnic: Sequence[str] | None = ..., spec: HostProxySwitchSpec) -> None: ...

class HostProxySwitchConfig(DynamicData):
    changeOperation: str | None
    uuid: str
    spec: HostProxySwitchSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., uuid: str, spec: HostProxySwitchSpec | None = ...) -> None: ...

class HostProxySwitchSpec(DynamicData):
    backing: DistributedVirtualSwitchHostMemberBacking | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., backing: DistributedVirtualSwitchHostMemberBacking | None = ...) -> None: ...

class HostReconnectionFailedEvent(HostEvent): ...

class HostRemovedEvent(HostEvent): ...

class HostReplayUnsupportedReason(VimEnum):
    incompatibleProduct: ClassVar[HostReplayUnsupportedReason]
    incompatibleCpu: ClassVar[HostReplayUnsupportedReason]
    hvDisabled: ClassVar[HostReplayUnsupportedReason]
    cpuidLimitSet: ClassVar[HostReplayUnsupportedReason]
    oldBIOS: ClassVar[HostReplayUnsupportedReason]
    unknown: ClassVar[HostReplayUnsupportedReason]

class HostResignatureRescanResult(DynamicData):
    rescan: tuple[HostVmfsRescanResult, ...]
    result: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., rescan: Sequence[HostVmfsRescanResult] | None = ..., result: ManagedObjectReference) -> None: ...

class HostRuntimeInfo(DynamicData):
    connectionState: HostSystemConnectionState
    powerState: HostSystemPowerState
    standbyMode: str | None
    inMaintenanceMode: bool
    bootTime: _datetime | None
    healthSystemRuntime: HealthSystemRuntime | None
    tpmPcrValues: tuple[HostTpmDigestInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., connectionState: HostSystemConnectionState, powerState: HostSystemPowerState, standbyMode: str | None = ..., inMaintenanceMode: bool, bootTime: _datetime | None = ..., healthSystemRuntime: HealthSystemRuntime | None = ..., tpmPcrValues: Sequence[HostTpmDigestInfo] | None = ...) -> None: ...

class HostScsiDisk(ScsiLun):
    capacity: HostDiskDimensionsLba
    devicePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, deviceType: str, key: str | None = ..., uuid: str, descriptor: Sequence[ScsiLunDescriptor] | None = ..., canonicalName: str | None = ..., displayName: str | None = ..., lunType: str, vendor: str | None = ..., model: str | None = ..., revision: str | None = ..., scsiLevel: int | None = ..., serialNumber: str | None = ..., durableName: ScsiLunDurableName | None = ..., alternateName: Sequence[ScsiLunDurableName] | None = ..., standardInquiry: Sequence[int] | None = ..., queueDepth: int | None = ..., operationalState: Sequence[str], capabilities: ScsiLunCapabilities | None = ..., vStorageSupport: str | None = ..., capacity: HostDiskDimensionsLba, devicePath: str) -> None: ...

class HostScsiDiskPartition(DynamicData):
    diskName: str
    partition: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskName: str, partition: int) -> None: ...

class HostScsiTopology(DynamicData):
    adapter: tuple[HostScsiTopologyInterface, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., adapter: Sequence[HostScsiTopologyInterface] | None = ...) -> None: ...

class HostScsiTopologyInterface(DynamicData):
    key: str
    adapter: str
    target: tuple[HostScsiTopologyTarget, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, adapter: str, target: Sequence[HostScsiTopologyTarget] | None = ...) -> None: ...

class HostScsiTopologyLun(DynamicData):
    key: str
    lun: int
    scsiLun: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, lun: int, scsiLun: str) -> None: ...

class HostScsiTopologyTarget(DynamicData):
    key: str
    target: int
    lun: tuple[HostScsiTopologyLun, ...]
    transport: HostTargetTransport | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, target: int, lun: Sequence[HostScsiTopologyLun] | None = ..., transport: HostTargetTransport | None = ...) -> None: ...

class HostSecuritySpec(DynamicData):
    adminPassword: str | None
    removePermission: tuple[Permission, ...]
    addPermission: tuple[Permission, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., adminPassword: str | None = ..., removePermission: Sequence[Permission] | None = ..., addPermission: Sequence[Permission] | None = ...) -> None: ...

class HostService(DynamicData):
    key: str
    label: str
    required: bool
    uninstallable: bool
    running: bool
    ruleset: tuple[str, ...]
    policy: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, label: str, required: bool, uninstallable: bool, running: bool, ruleset: Sequence[str] | None = ..., policy: str) -> None: ...

class HostServiceConfig(DynamicData):
    serviceId: str
    startupPolicy: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., serviceId: str, startupPolicy: str) -> None: ...

class HostServiceInfo(DynamicData):
    service: tuple[HostService, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., service: Sequence[HostService] | None = ...) -> None: ...

class HostServicePolicy(VimEnum):
    on: ClassVar[HostServicePolicy]
    automatic: ClassVar[HostServicePolicy]
    off: ClassVar[HostServicePolicy]

class HostServiceTicket(DynamicData):
    host: str | None
    port: int | None
    sslThumbprint: str | None
    service: str
    serviceVersion: str
    sessionId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: str | None = ..., port: int | None = ..., sslThumbprint: str | None = ..., service: str, serviceVersion: str, sessionId: str) -> None: ...

class HostShortNameInconsistentEvent(HostDasEvent):
    shortName: str
    shortName2: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., shortName: str, shortName2: str) -> None: ...

class HostShortNameToIpFailedEvent(HostEvent):
    shortName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., shortName: str) -> None: ...

class HostShutdownEvent(HostEvent):
    reason: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., reason: str) -> None: ...

class HostSnmpAgentCapability(VimEnum):
    COMPLETE: ClassVar[HostSnmpAgentCapability]
    DIAGNOSTICS: ClassVar[HostSnmpAgentCapability]
    CONFIGURATION: ClassVar[HostSnmpAgentCapability]

class HostSnmpConfigSpec(DynamicData):
    enabled: bool | None
    port: int | None
    readOnlyCommunities: tuple[str, ...]
    trapTargets: tuple[HostSnmpDestination, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., port: int | None = ..., readOnlyCommunities: Sequence[str] | None = ..., trapTargets: Sequence[HostSnmpDestination] | None = ...) -> None: ...

class HostSnmpDestination(DynamicData):
    hostName: str
    port: int
    community: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hostName: str, port: int, community: str) -> None: ...

class HostSnmpSystemAgentLimits(DynamicData):
    maxReadOnlyCommunities: int
    maxTrapDestinations: int
    maxCommunityLength: int
    maxBufferSize: int
    capability: HostSnmpAgentCapability | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., maxReadOnlyCommunities: int, maxTrapDestinations: int, maxCommunityLength: int, maxBufferSize: int, capability: HostSnmpAgentCapability | None = ...) -> None: ...

class HostSslThumbprintInfo(DynamicData):
    principal: str
    sslThumbprints: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., principal: str, sslThumbprints: Sequence[str] | None = ...) -> None: ...

class HostStandbyMode(VimEnum):
    entering: ClassVar[HostStandbyMode]
    exiting: ClassVar[HostStandbyMode]
    none: ClassVar[HostStandbyMode]

class HostStatusChangedEvent(ClusterStatusChangedEvent): ...

class HostStorageArrayTypePolicyOption(DynamicData):
    policy: ElementDescription
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., policy: ElementDescription) -> None: ...

class HostStorageDeviceInfo(DynamicData):
    hostBusAdapter: tuple[HostHostBusAdapter, ...]
    scsiLun: tuple[ScsiLun, ...]
    scsiTopology: HostScsiTopology | None
    multipathInfo: HostMultipathInfo | None
    plugStoreTopology: HostPlugStoreTopology | None
    softwareInternetScsiEnabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hostBusAdapter: Sequence[HostHostBusAdapter] | None = ..., scsiLun: Sequence[ScsiLun] | None = ..., scsiTopology: HostScsiTopology | None = ..., multipathInfo: HostMultipathInfo | None = ..., plugStoreTopology: HostPlugStoreTopology | None = ..., softwareInternetScsiEnabled: bool) -> None: ...

class HostStorageElementInfo(HostHardwareElementInfo):
    operationalInfo: tuple[HostStorageOperationalInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, status: ElementDescription, operationalInfo: Sequence[HostStorageOperationalInfo] | None = ...) -> None: ...

class HostStorageOperationalInfo(DynamicData):
    property: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., property: str, value: str) -> None: ...

class HostSyncFailedEvent(HostEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., reason: LocalizedMethodFault) -> None: ...

class HostSystemConnectionState(VimEnum):
    connected: ClassVar[HostSystemConnectionState]
    notResponding: ClassVar[HostSystemConnectionState]
    disconnected: ClassVar[HostSystemConnectionState]

class HostSystemHealthInfo(DynamicData):
    numericSensorInfo: tuple[HostNumericSensorInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numericSensorInfo: Sequence[HostNumericSensorInfo] | None = ...) -> None: ...

class HostSystemIdentificationInfo(DynamicData):
    identifierValue: str
    identifierType: ElementDescription
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., identifierValue: str, identifierType: ElementDescription) -> None: ...

class HostSystemIdentificationInfoIdentifier(VimEnum):
    AssetTag: ClassVar[HostSystemIdentificationInfoIdentifier]
    ServiceTag: ClassVar[HostSystemIdentificationInfoIdentifier]

class HostSystemInfo(DynamicData):
    vendor: str
    model: str
    uuid: str
    otherIdentifyingInfo: tuple[HostSystemIdentificationInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vendor: str, model: str, uuid: str, otherIdentifyingInfo: Sequence[HostSystemIdentificationInfo] | None = ...) -> None: ...

class HostSystemPowerState(VimEnum):
    poweredOn: ClassVar[HostSystemPowerState]
    poweredOff: ClassVar[HostSystemPowerState]
    standBy: ClassVar[HostSystemPowerState]
    unknown: ClassVar[HostSystemPowerState]

class HostSystemResourceInfo(DynamicData):
    key: str
    config: ResourceConfigSpec | None
    child: tuple[HostSystemResourceInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, config: ResourceConfigSpec | None = ..., child: Sequence[HostSystemResourceInfo] | None = ...) -> None: ...

class HostTargetTransport(DynamicData): ...

class HostTpmDigestInfo(HostDigestInfo):
    pcrNumber: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., digestMethod: str, digestValue: Sequence[int], objectName: str | None = ..., pcrNumber: int) -> None: ...

class HostUnresolvedVmfsExtent(DynamicData):
    device: HostScsiDiskPartition
    devicePath: str
    vmfsUuid: str
    isHeadExtent: bool
    ordinal: int
    startBlock: int
    endBlock: int
    reason: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., device: HostScsiDiskPartition, devicePath: str, vmfsUuid: str, isHeadExtent: bool, ordinal: int, startBlock: int, endBlock: int, reason: str) -> None: ...

class HostUnresolvedVmfsExtentUnresolvedReason(VimEnum):
    diskIdMismatch: ClassVar[HostUnresolvedVmfsExtentUnresolvedReason]
    uuidConflict: ClassVar[HostUnresolvedVmfsExtentUnresolvedReason]

class HostUnresolvedVmfsResignatureSpec(DynamicData):
    extentDevicePath: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., extentDevicePath: Sequence[str]) -> None: ...

class HostUnresolvedVmfsResolutionResult(DynamicData):
    spec: HostUnresolvedVmfsResolutionSpec
    vmfs: HostVmfsVolume | None
    fault: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., spec: HostUnresolvedVmfsResolutionSpec, vmfs: HostVmfsVolume | None = ..., fault: LocalizedMethodFault | None = ...) -> None: ...

class HostUnresolvedVmfsResolutionSpec(DynamicData):
    extentDevicePath: tuple[str, ...]
    uuidResolution: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., extentDevicePath: Sequence[str], uuidResolution: str) -> None: ...

class HostUnresolvedVmfsResolutionSpecVmfsUuidResolution(VimEnum):
    resignature: ClassVar[HostUnresolvedVmfsResolutionSpecVmfsUuidResolution]
    forceMount: ClassVar[HostUnresolvedVmfsResolutionSpecVmfsUuidResolution]

class HostUnresolvedVmfsVolume(DynamicData):
    extent: tuple[HostUnresolvedVmfsExtent, ...]
    vmfsLabel: str
    vmfsUuid: str
    totalBlocks: int
    resolveStatus: HostUnresolvedVmfsVolumeResolveStatus
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., extent: Sequence[HostUnresolvedVmfsExtent], vmfsLabel: str, vmfsUuid: str, totalBlocks: int, resolveStatus: HostUnresolvedVmfsVolumeResolveStatus) -> None: ...

class HostUnresolvedVmfsVolumeResolveStatus(DynamicData):
    resolvable: bool
    incompleteExtents: bool | None
    multipleCopies: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., resolvable: bool, incompleteExtents: bool | None = ..., multipleCopies: bool | None = ...) -> None: ...

class HostUpgradeFailedEvent(HostEvent): ...

class HostUserWorldSwapNotEnabledEvent(HostEvent): ...

class HostVMotionCompatibility(DynamicData):
    host: ManagedObjectReference
    compatibility: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, compatibility: Sequence[str] | None = ...) -> None: ...

class HostVMotionConfig(DynamicData):
    vmotionNicKey: str | None
    enabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmotionNicKey: str | None = ..., enabled: bool) -> None: ...

class HostVMotionInfo(DynamicData):
    netConfig: HostVMotionNetConfig | None
    ipConfig: HostIpConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., netConfig: HostVMotionNetConfig | None = ..., ipConfig: HostIpConfig | None = ...) -> None: ...

class HostVMotionNetConfig(DynamicData):
    candidateVnic: tuple[HostVirtualNic, ...]
    selectedVnic: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., candidateVnic: Sequence[HostVirtualNic] | None = ..., selectedVnic: str | None = ...) -> None: ...

class HostVirtualNic(DynamicData):
    device: str
    key: str
    portgroup: str
    spec: HostVirtualNicSpec
    port: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., device: str, key: str, portgroup: str, spec: HostVirtualNicSpec, port: str | None = ...) -> None: ...

class HostVirtualNicConfig(DynamicData):
    changeOperation: str | None
    device: str | None
    portgroup: str
    spec: HostVirtualNicSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., device: str | None = ..., portgroup: str, spec: HostVirtualNicSpec | None = ...) -> None: ...

class HostVirtualNicConnection(DynamicData):
    portgroup: str | None
    dvPort: DistributedVirtualSwitchPortConnection | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., portgroup: str | None = ..., dvPort: DistributedVirtualSwitchPortConnection | None = ...) -> None: ...

class HostVirtualNicManagerInfo(DynamicData):
    netConfig: tuple[VirtualNicManagerNetConfig, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., netConfig: Sequence[VirtualNicManagerNetConfig] | None = ...) -> None: ...

class HostVirtualNicManagerNicType(VimEnum):
    vmotion: ClassVar[HostVirtualNicManagerNicType]
    faultToleranceLogging: ClassVar[HostVirtualNicManagerNicType]
    management: ClassVar[HostVirtualNicManagerNicType]

class HostVirtualNicManagerNicTypeSelection(DynamicData):
    vnic: HostVirtualNicConnection
    nicType: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vnic: HostVirtualNicConnection, nicType: Sequence[str] | None = ...) -> None: ...

class HostVirtualNicSpec(DynamicData):
    ip: HostIpConfig | None
    mac: str | None
    distributedVirtualPort: DistributedVirtualSwitchPortConnection | None
    portgroup: str | None
    mtu: int | None
    tsoEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ip: HostIpConfig | None = ..., mac: str | None = ..., distributedVirtualPort: DistributedVirtualSwitchPortConnection | None = ..., portgroup: str | None = ..., mtu: int | None = ..., tsoEnabled: bool | None = ...) -> None: ...

class HostVirtualSwitch(DynamicData):
    name: str
    key: str
    numPorts: int
    numPortsAvailable: int
    mtu: int | None
    portgroup: tuple[str, ...]
    pnic: tuple[str, ...]
    spec: HostVirtualSwitchSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, key: str, numPorts: int, numPortsAvailable: int, mtu: int | None = ..., portgroup: Sequence[str] | None = ..., pnic: Sequence[str] | None = ..., spec: HostVirtualSwitchSpec) -> None: ...

class HostVirtualSwitchAutoBridge(HostVirtualSwitchBridge):
    excludedNicDevice: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., excludedNicDevice: Sequence[str] | None = ...) -> None: ...

class HostVirtualSwitchBeaconConfig(DynamicData):
    interval: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., interval: int) -> None: ...

class HostVirtualSwitchBondBridge(HostVirtualSwitchBridge):
    nicDevice: tuple[str, ...]
    beacon: HostVirtualSwitchBeaconConfig | None
    linkDiscoveryProtocolConfig: LinkDiscoveryProtocolConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., nicDevice: Sequence[str], beacon: HostVirtualSwitchBeaconConfig | None = ..., linkDiscoveryProtocolConfig: LinkDiscoveryProtocolConfig | None = ...) -> None: ...

class HostVirtualSwitchBridge(DynamicData): ...

class HostVirtualSwitchConfig(DynamicData):
    changeOperation: str | None
    name: str
    spec: HostVirtualSwitchSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeOperation: str | None = ..., name: str, spec: HostVirtualSwitchSpec | None = ...) -> None: ...

class HostVirtualSwitchSimpleBridge(HostVirtualSwitchBridge):
    nicDevice: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., nicDevice: str) -> None: ...

class HostVirtualSwitchSpec(DynamicData):
    numPorts: int
    bridge: HostVirtualSwitchBridge | None
    policy: HostNetworkPolicy | None
    mtu: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numPorts: int, bridge: HostVirtualSwitchBridge | None = ..., policy: HostNetworkPolicy | None = ..., mtu: int | None = ...) -> None: ...

class HostVmfsRescanResult(DynamicData):
    host: ManagedObjectReference
    fault: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., host: ManagedObjectReference, fault: LocalizedMethodFault | None = ...) -> None: ...

class HostVmfsSpec(DynamicData):
    extent: HostScsiDiskPartition
    blockSizeMb: int | None
    majorVersion: int
    volumeName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., extent: HostScsiDiskPartition, blockSizeMb: int | None = ..., majorVersion: int, volumeName: str) -> None: ...

class HostVmfsVolume(HostFileSystemVolume):
    blockSizeMb: int
    maxBlocks: int
    majorVersion: int
    version: str
    uuid: str
    extent: tuple[HostScsiDiskPartition, ...]
    vmfsUpgradable: bool
    forceMountedInfo: HostForceMountedInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, name: str, capacity: int, blockSizeMb: int, maxBlocks: int, majorVersion: int, version: str, uuid: str, extent: Sequence[HostScsiDiskPartition], vmfsUpgradable: bool, forceMountedInfo: HostForceMountedInfo | None = ...) -> None: ...

class HostVnicConnectedToCustomizedDVPortEvent(HostEvent):
    vnic: VnicPortArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., vnic: VnicPortArgument) -> None: ...

class HostWwnChangedEvent(HostEvent):
    oldNodeWwns: tuple[int, ...]
    oldPortWwns: tuple[int, ...]
    newNodeWwns: tuple[int, ...]
    newPortWwns: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldNodeWwns: Sequence[int] | None = ..., oldPortWwns: Sequence[int] | None = ..., newNodeWwns: Sequence[int] | None = ..., newPortWwns: Sequence[int] | None = ...) -> None: ...

class HostWwnConflictEvent(HostEvent):
    conflictedVms: tuple[VmEventArgument, ...]
    conflictedHosts: tuple[HostEventArgument, ...]
    wwn: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., conflictedVms: Sequence[VmEventArgument] | None = ..., conflictedHosts: Sequence[HostEventArgument] | None = ..., wwn: int) -> None: ...

class HotSnapshotMoveNotSupported(SnapshotCopyNotSupported): ...

class HourlyTaskScheduler(RecurrentTaskScheduler):
    minute: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., interval: int, minute: int) -> None: ...

class HttpNfcLeaseDatastoreLeaseInfo(DynamicData):
    datastoreKey: str
    hosts: tuple[HttpNfcLeaseHostInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., datastoreKey: str, hosts: Sequence[HttpNfcLeaseHostInfo]) -> None: ...

class HttpNfcLeaseDeviceUrl(DynamicData):
    key: str
    importKey: str
    url: str
    sslThumbprint: str
    disk: bool | None
    targetId: str | None
    datastoreKey: str | None
    fileSize: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, importKey: str, url: str, sslThumbprint: str, disk: bool | None = ..., targetId: str | None = ..., datastoreKey: str | None = ..., fileSize: int | None = ...) -> None: ...

class HttpNfcLeaseHostInfo(DynamicData):
    url: str
    sslThumbprint: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., url: str, sslThumbprint: str) -> None: ...

class HttpNfcLeaseInfo(DynamicData):
    lease: ManagedObjectReference
    entity: ManagedObjectReference
    deviceUrl: tuple[HttpNfcLeaseDeviceUrl, ...]
    totalDiskCapacityInKB: int
    leaseTimeout: int
    hostMap: tuple[HttpNfcLeaseDatastoreLeaseInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., lease: ManagedObjectReference, entity: ManagedObjectReference, deviceUrl: Sequence[HttpNfcLeaseDeviceUrl] | None = ..., totalDiskCapacityInKB: int, leaseTimeout: int, hostMap: Sequence[HttpNfcLeaseDatastoreLeaseInfo] | None = ...) -> None: ...

class HttpNfcLeaseManifestEntry(DynamicData):
    key: str
    sha1: str
    size: int
    disk: bool
    capacity: int | None
    populatedSize: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, sha1: str, size: int, disk: bool, capacity: int | None = ..., populatedSize: int | None = ...) -> None: ...

class HttpNfcLeaseState(VimEnum):
    initializing: ClassVar[HttpNfcLeaseState]
    ready: ClassVar[HttpNfcLeaseState]
    done: ClassVar[HttpNfcLeaseState]
    error: ClassVar[HttpNfcLeaseState]

class IDEDiskNotSupported(DiskNotSupported): ...

class IORMNotSupportedHostOnDatastore(VimFault):
    datastore: ManagedObjectReference
    datastoreName: str
    host: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., datastore: ManagedObjectReference, datastoreName: str, host: Sequence[ManagedObjectReference] | None = ...) -> None: ...

class IScsiBootFailureEvent(HostEvent): ...

class ImportSpec(DynamicData):
    entityConfig: VAppEntityConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entityConfig: VAppEntityConfigInfo | None = ...) -> None: ...

class InUseFeatureManipulationDisallowed(NotEnoughLicenses): ...

class InaccessibleDatastore(InvalidDatastore): ...

class IncompatibleDefaultDevice(MigrationFault):
    device: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str) -> None: ...

class IncompatibleHostForFtSecondary(VmFaultToleranceIssue):
    host: ManagedObjectReference
    error: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference, error: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class IncompatibleSetting(InvalidArgument):
    conflictingProperty: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., invalidProperty: str | None = ..., conflictingProperty: str) -> None: ...

class IncorrectFileType(FileFault): ...

class IncorrectHostInformation(NotEnoughLicenses): ...

class IncorrectHostInformationEvent(LicenseEvent): ...

class IndependentDiskVMotionNotSupported(MigrationFeatureNotSupported): ...

class InfoUpgradeEvent(UpgradeEvent): ...

class InheritablePolicy(DynamicData):
    inherited: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool) -> None: ...

class InsufficientCpuResourcesFault(InsufficientResourcesFault):
    unreserved: int
    requested: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., unreserved: int, requested: int) -> None: ...

class InsufficientFailoverResourcesEvent(ClusterEvent): ...

class InsufficientFailoverResourcesFault(InsufficientResourcesFault): ...

class InsufficientHostCapacityFault(InsufficientResourcesFault):
    host: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference | None = ...) -> None: ...

class InsufficientHostCpuCapacityFault(InsufficientHostCapacityFault):
    unreserved: int
    requested: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference | None = ..., unreserved: int, requested: int) -> None: ...

class InsufficientHostMemoryCapacityFault(InsufficientHostCapacityFault):
    unreserved: int
    requested: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference | None = ..., unreserved: int, requested: int) -> None: ...

class InsufficientMemoryResourcesFault(InsufficientResourcesFault):
    unreserved: int
    requested: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., unreserved: int, requested: int) -> None: ...

class InsufficientPerCpuCapacity(InsufficientHostCapacityFault): ...

class InsufficientResourcesFault(VimFault): ...

class InsufficientStandbyCpuResource(InsufficientStandbyResource):
    available: int
    requested: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., available: int, requested: int) -> None: ...

class InsufficientStandbyMemoryResource(InsufficientStandbyResource):
    available: int
    requested: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., available: int, requested: int) -> None: ...

class InsufficientStandbyResource(InsufficientResourcesFault): ...

class IntOption(OptionType):
    min: int
    max: int
    defaultValue: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ..., min: int, max: int, defaultValue: int) -> None: ...

class IntPolicy(InheritablePolicy):
    value: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, value: int | None = ...) -> None: ...

class InternetScsiSnsDiscoveryMethod(VimEnum):
    isnsStatic: ClassVar[InternetScsiSnsDiscoveryMethod]
    isnsDhcp: ClassVar[InternetScsiSnsDiscoveryMethod]
    isnsSlp: ClassVar[InternetScsiSnsDiscoveryMethod]

class InvalidAffinitySettingFault(VimFault): ...

class InvalidArgument(RuntimeFault):
    invalidProperty: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., invalidProperty: str | None = ...) -> None: ...

class InvalidBmcRole(VimFault): ...

class InvalidBundle(PlatformConfigFault): ...

class InvalidClientCertificate(InvalidLogin): ...

class InvalidCollectorVersion(MethodFault): ...

class InvalidController(InvalidDeviceSpec):
    controllerKey: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., deviceIndex: int, controllerKey: int) -> None: ...

class InvalidDasRestartPriorityForFtVm(InvalidArgument):
    vm: ManagedObjectReference
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., invalidProperty: str | None = ..., vm: ManagedObjectReference, vmName: str) -> None: ...

class InvalidDatastore(VimFault):
    datastore: ManagedObjectReference | None
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., datastore: ManagedObjectReference | None = ..., name: str | None = ...) -> None: ...

class InvalidDatastorePath(InvalidDatastore):
    datastorePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., datastore: ManagedObjectReference | None = ..., name: str | None = ..., datastorePath: str) -> None: ...

class InvalidDeviceBacking(InvalidDeviceSpec): ...

class InvalidDeviceOperation(InvalidDeviceSpec):
    badOp: VirtualDeviceConfigSpecOperation | None
    badFileOp: VirtualDeviceConfigSpecFileOperation | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., deviceIndex: int, badOp: VirtualDeviceConfigSpecOperation | None = ..., badFileOp: VirtualDeviceConfigSpecFileOperation | None = ...) -> None: ...

class InvalidDeviceSpec(InvalidVmConfig):
    deviceIndex: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., deviceIndex: int) -> None: ...

class InvalidDiskFormat(InvalidFormat): ...

class InvalidDrsBehaviorForFtVm(InvalidArgument):
    vm: ManagedObjectReference
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., invalidProperty: str | None = ..., vm: ManagedObjectReference, vmName: str) -> None: ...

class InvalidEditionEvent(LicenseEvent):
    feature: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., feature: str) -> None: ...

class InvalidEditionLicense(NotEnoughLicenses):
    feature: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., feature: str) -> None: ...

class InvalidEvent(VimFault): ...

class InvalidFolder(VimFault):
    target: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., target: ManagedObjectReference) -> None: ...

class InvalidFormat(VmConfigFault): ...

class InvalidHostName(HostConfigFault): ...

class InvalidHostState(InvalidState):
    host: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference | None = ...) -> None: ...

class InvalidIndexArgument(InvalidArgument):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., invalidProperty: str | None = ..., key: str) -> None: ...

class InvalidIpmiLoginInfo(VimFault): ...

class InvalidIpmiMacAddress(VimFault):
    userProvidedMacAddress: str
    observedMacAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., userProvidedMacAddress: str, observedMacAddress: str) -> None: ...

class InvalidLicense(VimFault):
    licenseContent: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., licenseContent: str) -> None: ...

class InvalidLocale(VimFault): ...

class InvalidLogin(VimFault): ...

class InvalidName(VimFault):
    name: str
    entity: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, entity: ManagedObjectReference | None = ...) -> None: ...

class InvalidNasCredentials(NasConfigFault):
    userName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, userName: str) -> None: ...

class InvalidNetworkInType(VAppPropertyFault): ...

class InvalidNetworkResource(NasConfigFault):
    remoteHost: str
    remotePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, remoteHost: str, remotePath: str) -> None: ...

class InvalidOperationOnSecondaryVm(VmFaultToleranceIssue):
    instanceUuid: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., instanceUuid: str | None = ...) -> None: ...

class InvalidPowerState(InvalidState):
    requestedState: VirtualMachinePowerState | None
    existingState: VirtualMachinePowerState
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., requestedState: VirtualMachinePowerState | None = ..., existingState: VirtualMachinePowerState) -> None: ...

class InvalidPrivilege(VimFault):
    privilege: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., privilege: str) -> None: ...

class InvalidProperty(MethodFault):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str) -> None: ...

class InvalidPropertyType(VAppPropertyFault): ...

class InvalidPropertyValue(VAppPropertyFault): ...

class InvalidRequest(RuntimeFault): ...

class InvalidResourcePoolStructureFault(InsufficientResourcesFault): ...

class InvalidSnapshotFormat(InvalidFormat): ...

class InvalidState(VimFault): ...

class InvalidType(InvalidRequest):
    argument: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., argument: str | None = ...) -> None: ...

class InvalidVmConfig(VmConfigFault):
    property: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ...) -> None: ...

class InventoryDescription(DynamicData):
    numHosts: int
    numVirtualMachines: int
    numResourcePools: int | None
    numClusters: int | None
    numCpuDev: int | None
    numNetDev: int | None
    numDiskDev: int | None
    numvCpuDev: int | None
    numvNetDev: int | None
    numvDiskDev: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numHosts: int, numVirtualMachines: int, numResourcePools: int | None = ..., numClusters: int | None = ..., numCpuDev: int | None = ..., numNetDev: int | None = ..., numDiskDev: int | None = ..., numvCpuDev: int | None = ..., numvNetDev: int | None = ..., numvDiskDev: int | None = ...) -> None: ...

class InventoryHasStandardAloneHosts(NotEnoughLicenses):
    hosts: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hosts: Sequence[str]) -> None: ...

class IpAddressProfile(ApplyProfile): ...

class IpHostnameGeneratorError(CustomizationFault): ...

class IpPool(DynamicData):
    id: int | None
    name: str | None
    ipv4Config: IpPoolIpPoolConfigInfo | None
    ipv6Config: IpPoolIpPoolConfigInfo | None
    dnsDomain: str | None
    dnsSearchPath: str | None
    hostPrefix: str | None
    httpProxy: str | None
    networkAssociation: tuple[IpPoolAssociation, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: int | None = ..., name: str | None = ..., ipv4Config: IpPoolIpPoolConfigInfo | None = ..., ipv6Config: IpPoolIpPoolConfigInfo | None = ..., dnsDomain: str | None = ..., dnsSearchPath: str | None = ..., hostPrefix: str | None = ..., httpProxy: str | None = ..., networkAssociation: Sequence[IpPoolAssociation] | None = ...) -> None: ...

class IpPoolAssociation(DynamicData):
    network: ManagedObjectReference | None
    networkName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., network: ManagedObjectReference | None = ..., networkName: str) -> None: ...

class IpPoolIpPoolConfigInfo(DynamicData):
    subnetAddress: str | None
    netmask: str | None
    gateway: str | None
    range: str | None
    dns: tuple[str, ...]
    dhcpServerAvailable: bool | None
    ipPoolEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., subnetAddress: str | None = ..., netmask: str | None = ..., gateway: str | None = ..., range: str | None = ..., dns: Sequence[str] | None = ..., dhcpServerAvailable: bool | None = ..., ipPoolEnabled: bool | None = ...) -> None: ...

class IpRouteProfile(ApplyProfile):
    staticRoute: tuple[StaticRouteProfile, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., staticRoute: Sequence[StaticRouteProfile] | None = ...) -> None: ...

class IsoImageFileInfo(FileInfo): ...

class IsoImageFileQuery(FileQuery): ...

class KernelModuleInfo(DynamicData):
    id: int
    name: str
    version: str
    filename: str
    optionString: str
    loaded: bool
    enabled: bool
    useCount: int
    readOnlySection: KernelModuleSectionInfo
    writableSection: KernelModuleSectionInfo
    textSection: KernelModuleSectionInfo
    dataSection: KernelModuleSectionInfo
    bssSection: KernelModuleSectionInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: int, name: str, version: str, filename: str, optionString: str, loaded: bool, enabled: bool, useCount: int, readOnlySection: KernelModuleSectionInfo, writableSection: KernelModuleSectionInfo, textSection: KernelModuleSectionInfo, dataSection: KernelModuleSectionInfo, bssSection: KernelModuleSectionInfo) -> None: ...

class KernelModuleSectionInfo(DynamicData):
    address: int
    length: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., address: int, length: int | None = ...) -> None: ...

class KeyAnyValue(DynamicData):
    key: str
    value: Any
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, value: Any) -> None: ...

class KeyValue(DynamicData):
    key: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, value: str) -> None: ...

class LegacyNetworkInterfaceInUse(CannotAccessNetwork): ...

class LicenseAssignmentFailed(RuntimeFault):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str | None = ...) -> None: ...

class LicenseAssignmentFailedReason(VimEnum):
    keyEntityMismatch: ClassVar[LicenseAssignmentFailedReason]
    downgradeDisallowed: ClassVar[LicenseAssignmentFailedReason]
    inventoryNotManageableByVirtualCenter: ClassVar[LicenseAssignmentFailedReason]
    hostsUnmanageableByVirtualCenterWithoutLicenseServer: ClassVar[LicenseAssignmentFailedReason]

class LicenseAssignmentManagerLicenseAssignment(DynamicData):
    entityId: str
    scope: str | None
    entityDisplayName: str | None
    assignedLicense: LicenseManagerLicenseInfo
    properties: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entityId: str, scope: str | None = ..., entityDisplayName: str | None = ..., assignedLicense: LicenseManagerLicenseInfo, properties: Sequence[KeyAnyValue] | None = ...) -> None: ...

class LicenseAvailabilityInfo(DynamicData):
    feature: LicenseFeatureInfo
    total: int
    available: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., feature: LicenseFeatureInfo, total: int, available: int) -> None: ...

class LicenseDiagnostics(DynamicData):
    sourceLastChanged: _datetime
    sourceLost: str
    sourceLatency: float
    licenseRequests: str
    licenseRequestFailures: str
    licenseFeatureUnknowns: str
    opState: LicenseManagerState
    lastStatusUpdate: _datetime
    opFailureMessage: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., sourceLastChanged: _datetime, sourceLost: str, sourceLatency: float, licenseRequests: str, licenseRequestFailures: str, licenseFeatureUnknowns: str, opState: LicenseManagerState, lastStatusUpdate: _datetime, opFailureMessage: str) -> None: ...

class LicenseDowngradeDisallowed(NotEnoughLicenses):
    edition: str
    entityId: str
    features: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., edition: str, entityId: str, features: Sequence[KeyAnyValue]) -> None: ...

class LicenseEntityNotFound(VimFault):
    entityId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., entityId: str) -> None: ...

class LicenseEvent(Event): ...

class LicenseExpired(NotEnoughLicenses):
    licenseKey: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., licenseKey: str) -> None: ...

class LicenseExpiredEvent(Event):
    feature: LicenseFeatureInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., feature: LicenseFeatureInfo) -> None: ...

class LicenseFeatureInfo(DynamicData):
    key: str
    featureName: str
    featureDescription: str | None
    state: LicenseFeatureInfoState | None
    costUnit: str
    sourceRestriction: str | None
    dependentKey: tuple[str, ...]
    edition: bool | None
    expiresOn: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, featureName: str, featureDescription: str | None = ..., state: LicenseFeatureInfoState | None = ..., costUnit: str, sourceRestriction: str | None = ..., dependentKey: Sequence[str] | None = ..., edition: bool | None = ..., expiresOn: _datetime | None = ...) -> None: ...

class LicenseFeatureInfoSourceRestriction(VimEnum):
    unrestricted: ClassVar[LicenseFeatureInfoSourceRestriction]
    served: ClassVar[LicenseFeatureInfoSourceRestriction]
    file: ClassVar[LicenseFeatureInfoSourceRestriction]

class LicenseFeatureInfoState(VimEnum):
    enabled: ClassVar[LicenseFeatureInfoState]
    disabled: ClassVar[LicenseFeatureInfoState]
    optional: ClassVar[LicenseFeatureInfoState]

class LicenseFeatureInfoUnit(VimEnum):
    host: ClassVar[LicenseFeatureInfoUnit]
    cpuCore: ClassVar[LicenseFeatureInfoUnit]
    cpuPackage: ClassVar[LicenseFeatureInfoUnit]
    server: ClassVar[LicenseFeatureInfoUnit]
    vm: ClassVar[LicenseFeatureInfoUnit]

class LicenseKeyEntityMismatch(NotEnoughLicenses): ...

class LicenseManagerEvaluationInfo(DynamicData):
    properties: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., properties: Sequence[KeyAnyValue]) -> None: ...

class LicenseManagerLicenseInfo(DynamicData):
    licenseKey: str
    editionKey: str
    name: str
    total: int
    used: int | None
    costUnit: str
    properties: tuple[KeyAnyValue, ...]
    labels: tuple[KeyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., licenseKey: str, editionKey: str, name: str, total: int, used: int | None = ..., costUnit: str, properties: Sequence[KeyAnyValue] | None = ..., labels: Sequence[KeyValue] | None = ...) -> None: ...

class LicenseManagerLicenseKey(VimEnum):
    esxFull: ClassVar[LicenseManagerLicenseKey]
    esxVmtn: ClassVar[LicenseManagerLicenseKey]
    esxExpress: ClassVar[LicenseManagerLicenseKey]
    san: ClassVar[LicenseManagerLicenseKey]
    iscsi: ClassVar[LicenseManagerLicenseKey]
    nas: ClassVar[LicenseManagerLicenseKey]
    vsmp: ClassVar[LicenseManagerLicenseKey]
    backup: ClassVar[LicenseManagerLicenseKey]
    vc: ClassVar[LicenseManagerLicenseKey]
    vcExpress: ClassVar[LicenseManagerLicenseKey]
    esxHost: ClassVar[LicenseManagerLicenseKey]
    gsxHost: ClassVar[LicenseManagerLicenseKey]
    serverHost: ClassVar[LicenseManagerLicenseKey]
    drsPower: ClassVar[LicenseManagerLicenseKey]
    vmotion: ClassVar[LicenseManagerLicenseKey]
    drs: ClassVar[LicenseManagerLicenseKey]
    das: ClassVar[LicenseManagerLicenseKey]

class LicenseManagerState(VimEnum):
    initializing: ClassVar[LicenseManagerState]
    normal: ClassVar[LicenseManagerState]
    marginal: ClassVar[LicenseManagerState]
    fault: ClassVar[LicenseManagerState]

class LicenseNonComplianceEvent(LicenseEvent):
    url: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., url: str) -> None: ...

class LicenseReservationInfo(DynamicData):
    key: str
    state: LicenseReservationInfoState
    required: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, state: LicenseReservationInfoState, required: int) -> None: ...

class LicenseReservationInfoState(VimEnum):
    notUsed: ClassVar[LicenseReservationInfoState]
    noLicense: ClassVar[LicenseReservationInfoState]
    unlicensedUse: ClassVar[LicenseReservationInfoState]
    licensed: ClassVar[LicenseReservationInfoState]

class LicenseRestricted(NotEnoughLicenses): ...

class LicenseRestrictedEvent(LicenseEvent): ...

class LicenseServerAvailableEvent(LicenseEvent):
    licenseServer: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., licenseServer: str) -> None: ...

class LicenseServerSource(LicenseSource):
    licenseServer: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., licenseServer: str) -> None: ...

class LicenseServerUnavailable(VimFault):
    licenseServer: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., licenseServer: str) -> None: ...

class LicenseServerUnavailableEvent(LicenseEvent):
    licenseServer: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., licenseServer: str) -> None: ...

class LicenseSource(DynamicData): ...

class LicenseSourceUnavailable(NotEnoughLicenses):
    licenseSource: LicenseSource
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., licenseSource: LicenseSource) -> None: ...

class LicenseUsageInfo(DynamicData):
    source: LicenseSource
    sourceAvailable: bool
    reservationInfo: tuple[LicenseReservationInfo, ...]
    featureInfo: tuple[LicenseFeatureInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., source: LicenseSource, sourceAvailable: bool, reservationInfo: Sequence[LicenseReservationInfo] | None = ..., featureInfo: Sequence[LicenseFeatureInfo] | None = ...) -> None: ...

class LimitExceeded(VimFault):
    property: str | None
    limit: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., limit: int | None = ...) -> None: ...

class LinkDiscoveryProtocolConfig(DynamicData):
    protocol: str
    operation: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., protocol: str, operation: str) -> None: ...

class LinkDiscoveryProtocolConfigOperationType(VimEnum):
    none: ClassVar[LinkDiscoveryProtocolConfigOperationType]
    listen: ClassVar[LinkDiscoveryProtocolConfigOperationType]
    advertise: ClassVar[LinkDiscoveryProtocolConfigOperationType]
    both: ClassVar[LinkDiscoveryProtocolConfigOperationType]

class LinkDiscoveryProtocolConfigProtocolType(VimEnum):
    cdp: ClassVar[LinkDiscoveryProtocolConfigProtocolType]
    lldp: ClassVar[LinkDiscoveryProtocolConfigProtocolType]

class LinkProfile(ApplyProfile): ...

class LinuxVolumeNotClean(CustomizationFault): ...

class LocalDatastoreCreatedEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class LocalDatastoreInfo(DatastoreInfo):
    path: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, url: str, freeSpace: int, maxFileSize: int, timestamp: _datetime | None = ..., path: str | None = ...) -> None: ...

class LocalLicenseSource(LicenseSource):
    licenseKeys: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., licenseKeys: str) -> None: ...

class LocalTSMEnabledEvent(HostEvent): ...

class LocalizableMessage(DynamicData):
    key: str
    arg: tuple[KeyAnyValue, ...]
    message: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, arg: Sequence[KeyAnyValue] | None = ..., message: str | None = ...) -> None: ...

class LocalizationManagerMessageCatalog(DynamicData):
    moduleName: str
    catalogName: str
    locale: str
    catalogUri: str
    lastModified: _datetime | None
    md5sum: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., moduleName: str, catalogName: str, locale: str, catalogUri: str, lastModified: _datetime | None = ..., md5sum: str | None = ...) -> None: ...

class LocalizedMethodFault(DynamicData):
    fault: MethodFault
    localizedMessage: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fault: MethodFault, localizedMessage: str | None = ...) -> None: ...

class LockerMisconfiguredEvent(Event):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class LockerReconfiguredEvent(Event):
    oldDatastore: DatastoreEventArgument | None
    newDatastore: DatastoreEventArgument | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., oldDatastore: DatastoreEventArgument | None = ..., newDatastore: DatastoreEventArgument | None = ...) -> None: ...

class LogBundlingFailed(VimFault): ...

class LongOption(OptionType):
    min: int
    max: int
    defaultValue: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ..., min: int, max: int, defaultValue: int) -> None: ...

class LongPolicy(InheritablePolicy):
    value: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, value: int | None = ...) -> None: ...

class MaintenanceModeFileMove(MigrationFault): ...

class ManagedEntityEventArgument(EntityEventArgument):
    entity: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, entity: ManagedObjectReference) -> None: ...

class ManagedEntityStatus(VimEnum):
    gray: ClassVar[ManagedEntityStatus]
    green: ClassVar[ManagedEntityStatus]
    yellow: ClassVar[ManagedEntityStatus]
    red: ClassVar[ManagedEntityStatus]

class ManagedObjectNotFound(RuntimeFault):
    obj: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., obj: ManagedObjectReference) -> None: ...

class MemoryHotPlugNotSupported(VmConfigFault): ...

class MemorySizeNotRecommended(VirtualHardwareCompatibilityIssue):
    memorySizeMB: int
    minMemorySizeMB: int
    maxMemorySizeMB: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., memorySizeMB: int, minMemorySizeMB: int, maxMemorySizeMB: int) -> None: ...

class MemorySizeNotSupported(VirtualHardwareCompatibilityIssue):
    memorySizeMB: int
    minMemorySizeMB: int
    maxMemorySizeMB: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., memorySizeMB: int, minMemorySizeMB: int, maxMemorySizeMB: int) -> None: ...

class MemorySnapshotOnIndependentDisk(SnapshotFault): ...

class MethodAction(Action):
    name: str
    argument: tuple[MethodActionArgument, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, argument: Sequence[MethodActionArgument] | None = ...) -> None: ...

class MethodActionArgument(DynamicData):
    value: Any
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., value: Any = ...) -> None: ...

class MethodAlreadyDisabledFault(RuntimeFault):
    sourceId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., sourceId: str) -> None: ...

class MethodDescription(Description):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str) -> None: ...

class MethodDisabled(RuntimeFault):
    source: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., source: str | None = ...) -> None: ...

class MethodFault(DataObject):
    dynamicType: str | None
    dynamicProperty: tuple[DynamicProperty, ...]
    faultCause: LocalizedMethodFault | None
    faultMessage: tuple[LocalizableMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ...) -> None: ...

class MethodNotFound(InvalidRequest):
    receiver: ManagedObjectReference
    method: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., receiver: ManagedObjectReference, method: str) -> None: ...

class MetricAlarmExpression(AlarmExpression):
    operator: MetricAlarmOperator
    type: str
    metric: PerfMetricId
    yellow: int | None
    yellowInterval: int | None
    red: int | None
    redInterval: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operator: MetricAlarmOperator, type: str, metric: PerfMetricId, yellow: int | None = ..., yellowInterval: int | None = ..., red: int | None = ..., redInterval: int | None = ...) -> None: ...

class MetricAlarmOperator(VimEnum):
    isAbove: ClassVar[MetricAlarmOperator]
    isBelow: ClassVar[MetricAlarmOperator]

class MigrationDisabled(MigrationFault): ...

class MigrationErrorEvent(MigrationEvent): ...

class MigrationEvent(VmEvent):
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, fault: LocalizedMethodFault) -> None: ...

class MigrationFault(VimFault): ...

class MigrationFeatureNotSupported(MigrationFault):
    atSourceHost: bool
    failedHostName: str
    failedHost: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., atSourceHost: bool, failedHostName: str, failedHost: ManagedObjectReference) -> None: ...

class MigrationHostErrorEvent(MigrationEvent):
    dstHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, fault: LocalizedMethodFault, dstHost: HostEventArgument) -> None: ...

class MigrationHostWarningEvent(MigrationEvent):
    dstHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, fault: LocalizedMethodFault, dstHost: HostEventArgument) -> None: ...

class MigrationNotReady(MigrationFault):
    reason: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str) -> None: ...

class MigrationResourceErrorEvent(MigrationEvent):
    dstPool: ResourcePoolEventArgument
    dstHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, fault: LocalizedMethodFault, dstPool: ResourcePoolEventArgument, dstHost: HostEventArgument) -> None: ...

class MigrationResourceWarningEvent(MigrationEvent):
    dstPool: ResourcePoolEventArgument
    dstHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, fault: LocalizedMethodFault, dstPool: ResourcePoolEventArgument, dstHost: HostEventArgument) -> None: ...

class MigrationWarningEvent(MigrationEvent): ...

class MismatchedBundle(VimFault):
    bundleUuid: str
    hostUuid: str
    bundleBuildNumber: int
    hostBuildNumber: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., bundleUuid: str, hostUuid: str, bundleBuildNumber: int, hostBuildNumber: int) -> None: ...

class MismatchedNetworkPolicies(MigrationFault):
    device: str
    backing: str
    connected: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, backing: str, connected: bool) -> None: ...

class MismatchedVMotionNetworkNames(MigrationFault):
    sourceNetwork: str
    destNetwork: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., sourceNetwork: str, destNetwork: str) -> None: ...

class MissingBmcSupport(VimFault): ...

class MissingController(InvalidDeviceSpec): ...

class MissingLinuxCustResources(CustomizationFault): ...

class MissingNetworkIpConfig(VAppPropertyFault): ...

class MissingObject(DynamicData):
    obj: ManagedObjectReference
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., obj: ManagedObjectReference, fault: LocalizedMethodFault) -> None: ...

class MissingPowerOffConfiguration(VAppConfigFault): ...

class MissingPowerOnConfiguration(VAppConfigFault): ...

class MissingProperty(DynamicData):
    path: str
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: str, fault: LocalizedMethodFault) -> None: ...

class MissingWindowsCustResources(CustomizationFault): ...

class ModeInfo(DynamicData):
    browse: str | None
    read: str
    modify: str
    use: str
    admin: str | None
    full: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., browse: str | None = ..., read: str, modify: str, use: str, admin: str | None = ..., full: str) -> None: ...

class MonthlyByDayTaskScheduler(MonthlyTaskScheduler):
    day: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., interval: int, minute: int, hour: int, day: int) -> None: ...

class MonthlyByWeekdayTaskScheduler(MonthlyTaskScheduler):
    offset: WeekOfMonth
    weekday: DayOfWeek
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., interval: int, minute: int, hour: int, offset: WeekOfMonth, weekday: DayOfWeek) -> None: ...

class MonthlyTaskScheduler(DailyTaskScheduler): ...

class MountError(CustomizationFault):
    vm: ManagedObjectReference
    diskIndex: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vm: ManagedObjectReference, diskIndex: int) -> None: ...

class MultipathState(VimEnum):
    standby: ClassVar[MultipathState]
    active: ClassVar[MultipathState]
    disabled: ClassVar[MultipathState]
    dead: ClassVar[MultipathState]
    unknown: ClassVar[MultipathState]

class MultipleCertificatesVerifyFault(HostConnectFault):
    thumbprintData: tuple[MultipleCertificatesVerifyFaultThumbprintData, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., thumbprintData: Sequence[MultipleCertificatesVerifyFaultThumbprintData]) -> None: ...

class MultipleCertificatesVerifyFaultThumbprintData(DynamicData):
    port: int
    thumbprint: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., port: int, thumbprint: str) -> None: ...

class MultipleSnapshotsNotSupported(SnapshotFault): ...

class NASDatastoreCreatedEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class NasConfigFault(HostConfigFault):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str) -> None: ...

class NasConnectionLimitReached(NasConfigFault):
    remoteHost: str
    remotePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, remoteHost: str, remotePath: str) -> None: ...

class NasDatastoreInfo(DatastoreInfo):
    nas: HostNasVolume | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, url: str, freeSpace: int, maxFileSize: int, timestamp: _datetime | None = ..., nas: HostNasVolume | None = ...) -> None: ...

class NasSessionCredentialConflict(NasConfigFault):
    remoteHost: str
    remotePath: str
    userName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, remoteHost: str, remotePath: str, userName: str) -> None: ...

class NasStorageProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class NasVolumeNotMounted(NasConfigFault):
    remoteHost: str
    remotePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, remoteHost: str, remotePath: str) -> None: ...

class NetBIOSConfigInfo(DynamicData):
    mode: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., mode: str) -> None: ...

class NetBIOSConfigInfoMode(VimEnum):
    unknown: ClassVar[NetBIOSConfigInfoMode]
    enabled: ClassVar[NetBIOSConfigInfoMode]
    disabled: ClassVar[NetBIOSConfigInfoMode]
    enabledViaDHCP: ClassVar[NetBIOSConfigInfoMode]

class NetDhcpConfigInfo(DynamicData):
    ipv6: NetDhcpConfigInfoDhcpOptions | None
    ipv4: NetDhcpConfigInfoDhcpOptions | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipv6: NetDhcpConfigInfoDhcpOptions | None = ..., ipv4: NetDhcpConfigInfoDhcpOptions | None = ...) -> None: ...

class NetDhcpConfigInfoDhcpOptions(DynamicData):
    enable: bool
    config: tuple[KeyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enable: bool, config: Sequence[KeyValue] | None = ...) -> None: ...

class NetDhcpConfigSpec(DynamicData):
    ipv6: NetDhcpConfigSpecDhcpOptionsSpec | None
    ipv4: NetDhcpConfigSpecDhcpOptionsSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipv6: NetDhcpConfigSpecDhcpOptionsSpec | None = ..., ipv4: NetDhcpConfigSpecDhcpOptionsSpec | None = ...) -> None: ...

class NetDhcpConfigSpecDhcpOptionsSpec(DynamicData):
    enable: bool | None
    config: tuple[KeyValue, ...]
    operation: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enable: bool | None = ..., config: Sequence[KeyValue], operation: str) -> None: ...

class NetDnsConfigInfo(DynamicData):
    dhcp: bool
    hostName: str
    domainName: str
    ipAddress: tuple[str, ...]
    searchDomain: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dhcp: bool, hostName: str, domainName: str, ipAddress: Sequence[str] | None = ..., searchDomain: Sequence[str] | None = ...) -> None: ...

class NetDnsConfigSpec(DynamicData):
    dhcp: bool | None
    hostName: str | None
    domainName: str | None
    ipAddress: tuple[str, ...]
    searchDomain: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., dhcp: bool | None = ..., hostName: str | None = ..., domainName: str | None = ..., ipAddress: Sequence[str] | None = ..., searchDomain: Sequence[str] | None = ...) -> None: ...

class NetIpConfigInfo(DynamicData):
    ipAddress: tuple[NetIpConfigInfoIpAddress, ...]
    dhcp: NetDhcpConfigInfo | None
    autoConfigurationEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: Sequence[NetIpConfigInfoIpAddress] | None = ..., dhcp: NetDhcpConfigInfo | None = ..., autoConfigurationEnabled: bool | None = ...) -> None: ...

class NetIpConfigInfoIpAddress(DynamicData):
    ipAddress: str
    prefixLength: int
    origin: str | None
    state: str | None
    lifetime: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str, prefixLength: int, origin: str | None = ..., state: str | None = ..., lifetime: _datetime | None = ...) -> None: ...

class NetIpConfigInfoIpAddressOrigin(VimEnum):
    other: ClassVar[NetIpConfigInfoIpAddressOrigin]
    manual: ClassVar[NetIpConfigInfoIpAddressOrigin]
    dhcp: ClassVar[NetIpConfigInfoIpAddressOrigin]
    linklayer: ClassVar[NetIpConfigInfoIpAddressOrigin]
    random: ClassVar[NetIpConfigInfoIpAddressOrigin]

class NetIpConfigInfoIpAddressStatus(VimEnum):
    preferred: ClassVar[NetIpConfigInfoIpAddressStatus]
    deprecated: ClassVar[NetIpConfigInfoIpAddressStatus]
    invalid: ClassVar[NetIpConfigInfoIpAddressStatus]
    inaccessible: ClassVar[NetIpConfigInfoIpAddressStatus]
    unknown: ClassVar[NetIpConfigInfoIpAddressStatus]
    tentative: ClassVar[NetIpConfigInfoIpAddressStatus]
    duplicate: ClassVar[NetIpConfigInfoIpAddressStatus]

class NetIpConfigSpec(DynamicData):
    ipAddress: tuple[NetIpConfigSpecIpAddressSpec, ...]
    dhcp: NetDhcpConfigSpec | None
    autoConfigurationEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: Sequence[NetIpConfigSpecIpAddressSpec] | None = ..., dhcp: NetDhcpConfigSpec | None = ..., autoConfigurationEnabled: bool | None = ...) -> None: ...

class NetIpConfigSpecIpAddressSpec(DynamicData):
    ipAddress: str
    prefixLength: int
    operation: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str, prefixLength: int, operation: str) -> None: ...

class NetIpRouteConfigInfo(DynamicData):
    ipRoute: tuple[NetIpRouteConfigInfoIpRoute, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipRoute: Sequence[NetIpRouteConfigInfoIpRoute] | None = ...) -> None: ...

class NetIpRouteConfigInfoGateway(DynamicData):
    ipAddress: str | None
    device: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str | None = ..., device: str | None = ...) -> None: ...

class NetIpRouteConfigInfoIpRoute(DynamicData):
    network: str
    prefixLength: int
    gateway: NetIpRouteConfigInfoGateway
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., network: str, prefixLength: int, gateway: NetIpRouteConfigInfoGateway) -> None: ...

class NetIpRouteConfigSpec(DynamicData):
    ipRoute: tuple[NetIpRouteConfigSpecIpRouteSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipRoute: Sequence[NetIpRouteConfigSpecIpRouteSpec] | None = ...) -> None: ...

class NetIpRouteConfigSpecGatewaySpec(DynamicData):
    ipAddress: str | None
    device: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str | None = ..., device: str | None = ...) -> None: ...

class NetIpRouteConfigSpecIpRouteSpec(DynamicData):
    network: str
    prefixLength: int
    gateway: NetIpRouteConfigSpecGatewaySpec
    operation: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., network: str, prefixLength: int, gateway: NetIpRouteConfigSpecGatewaySpec, operation: str) -> None: ...

class NetIpStackInfo(DynamicData):
    neighbor: tuple[NetIpStackInfoNetToMedia, ...]
    defaultRouter: tuple[NetIpStackInfoDefaultRouter, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., neighbor: Sequence[NetIpStackInfoNetToMedia] | None = ..., defaultRouter: Sequence[NetIpStackInfoDefaultRouter] | None = ...) -> None: ...

class NetIpStackInfoDefaultRouter(DynamicData):
    ipAddress: str
    device: str
    lifetime: _datetime
    preference: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str, device: str, lifetime: _datetime, preference: str) -> None: ...

class NetIpStackInfoEntryType(VimEnum):
    other: ClassVar[NetIpStackInfoEntryType]
    invalid: ClassVar[NetIpStackInfoEntryType]
    dynamic: ClassVar[NetIpStackInfoEntryType]
    manual: ClassVar[NetIpStackInfoEntryType]

class NetIpStackInfoNetToMedia(DynamicData):
    ipAddress: str
    physicalAddress: str
    device: str
    type: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ipAddress: str, physicalAddress: str, device: str, type: str) -> None: ...

class NetIpStackInfoPreference(VimEnum):
    reserved: ClassVar[NetIpStackInfoPreference]
    low: ClassVar[NetIpStackInfoPreference]
    medium: ClassVar[NetIpStackInfoPreference]
    high: ClassVar[NetIpStackInfoPreference]

class NetworkCopyFault(FileFault): ...

class NetworkEventArgument(EntityEventArgument):
    network: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, network: ManagedObjectReference) -> None: ...

class NetworkInaccessible(NasConfigFault): ...

class NetworkPolicyProfile(ApplyProfile): ...

class NetworkProfile(ApplyProfile):
    vswitch: tuple[VirtualSwitchProfile, ...]
    vmPortGroup: tuple[VmPortGroupProfile, ...]
    hostPortGroup: tuple[HostPortGroupProfile, ...]
    serviceConsolePortGroup: tuple[ServiceConsolePortGroupProfile, ...]
    dnsConfig: NetworkProfileDnsConfigProfile | None
    ipRouteConfig: IpRouteProfile | None
    consoleIpRouteConfig: IpRouteProfile | None
    pnic: tuple[PhysicalNicProfile, ...]
    dvswitch: tuple[DvsProfile, ...]
    dvsServiceConsoleNic: tuple[DvsServiceConsoleVNicProfile, ...]
    dvsHostNic: tuple[DvsHostVNicProfile, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., vswitch: Sequence[VirtualSwitchProfile] | None = ..., vmPortGroup: Sequence[VmPortGroupProfile] | None = ..., hostPortGroup: Sequence[HostPortGroupProfile] | None = ..., serviceConsolePortGroup: Sequence[ServiceConsolePortGroupProfile] | None = ..., dnsConfig: NetworkProfileDnsConfigProfile | None = ..., ipRouteConfig: IpRouteProfile | None = ..., consoleIpRouteConfig: IpRouteProfile | None = ..., pnic: Sequence[PhysicalNicProfile] | None = ..., dvswitch: Sequence[DvsProfile] | None = ..., dvsServiceConsoleNic: Sequence[DvsServiceConsoleVNicProfile] | None = ..., dvsHostNic: Sequence[DvsHostVNicProfile] | None = ...) -> None: ...

class NetworkProfileDnsConfigProfile(ApplyProfile): ...

class NetworkSummary(DynamicData):
    network: ManagedObjectReference | None
    name: str
    accessible: bool
    ipPoolName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., network: ManagedObjectReference | None = ..., name: str, accessible: bool, ipPoolName: str | None = ...) -> None: ...

class NetworksMayNotBeTheSame(MigrationFault):
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str | None = ...) -> None: ...

class NicSettingMismatch(CustomizationFault):
    numberOfNicsInSpec: int
    numberOfNicsInVM: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., numberOfNicsInSpec: int, numberOfNicsInVM: int) -> None: ...

class NoAccessUserEvent(SessionEvent):
    ipAddress: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ipAddress: str) -> None: ...

class NoActiveHostInCluster(InvalidState):
    computeResource: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., computeResource: ManagedObjectReference) -> None: ...

class NoAvailableIp(VAppPropertyFault):
    network: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., id: str, category: str, label: str, type: str, value: str, network: ManagedObjectReference) -> None: ...

class NoClientCertificate(VimFault): ...

class NoCompatibleHardAffinityHost(VmConfigFault):
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str) -> None: ...

class NoCompatibleHost(VimFault):
    host: tuple[ManagedObjectReference, ...]
    error: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: Sequence[ManagedObjectReference] | None = ..., error: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class NoCompatibleHostWithAccessToDevice(NoCompatibleHost): ...

class NoCompatibleSoftAffinityHost(VmConfigFault):
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str) -> None: ...

class NoDatastoresConfiguredEvent(HostEvent): ...

class NoDiskFound(VimFault): ...

class NoDiskSpace(FileFault):
    datastore: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., file: str, datastore: str) -> None: ...

class NoDisksToCustomize(CustomizationFault): ...

class NoGateway(HostConfigFault): ...

class NoGuestHeartbeat(MigrationFault): ...

class NoHost(HostConnectFault):
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str | None = ...) -> None: ...

class NoHostSuitableForFtSecondary(VmFaultToleranceIssue):
    vm: ManagedObjectReference
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vm: ManagedObjectReference, vmName: str) -> None: ...

class NoLicenseEvent(LicenseEvent):
    feature: LicenseFeatureInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., feature: LicenseFeatureInfo) -> None: ...

class NoLicenseServerConfigured(NotEnoughLicenses): ...

class NoMaintenanceModeDrsRecommendationForVM(VmEvent): ...

class NoPeerHostFound(HostPowerOpFailed): ...

class NoPermission(SecurityError):
    object: ManagedObjectReference
    privilegeId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., object: ManagedObjectReference, privilegeId: str) -> None: ...

class NoPermissionOnAD(ActiveDirectoryFault): ...

class NoPermissionOnHost(HostConnectFault): ...

class NoPermissionOnNasVolume(NasConfigFault):
    userName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, userName: str | None = ...) -> None: ...

class NoSubjectName(VimFault): ...

class NoVcManagedIpConfigured(VAppPropertyFault): ...

class NoVirtualNic(HostConfigFault): ...

class NoVmInVApp(VAppConfigFault): ...

class NonADUserRequired(ActiveDirectoryFault): ...

class NonHomeRDMVMotionNotSupported(MigrationFeatureNotSupported):
    device: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., atSourceHost: bool, failedHostName: str, failedHost: ManagedObjectReference, device: str) -> None: ...

class NonPersistentDisksNotSupported(DeviceNotSupported): ...

class NonVIWorkloadDetectedOnDatastoreEvent(DatastoreEvent): ...

class NotAuthenticated(NoPermission): ...

class NotEnoughCpus(VirtualHardwareCompatibilityIssue):
    numCpuDest: int
    numCpuVm: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., numCpuDest: int, numCpuVm: int) -> None: ...

class NotEnoughLicenses(RuntimeFault): ...

class NotEnoughLogicalCpus(NotEnoughCpus):
    host: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., numCpuDest: int, numCpuVm: int, host: ManagedObjectReference | None = ...) -> None: ...

class NotEnoughResourcesToStartVmEvent(VmEvent): ...

class NotFound(VimFault): ...

class NotImplemented(RuntimeFault): ...

class NotSupported(RuntimeFault): ...

class NotSupportedDeviceForFT(VmFaultToleranceIssue):
    host: ManagedObjectReference
    hostName: str | None
    vm: ManagedObjectReference
    vmName: str | None
    deviceType: str
    deviceLabel: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference, hostName: str | None = ..., vm: ManagedObjectReference, vmName: str | None = ..., deviceType: str, deviceLabel: str | None = ...) -> None: ...

class NotSupportedDeviceForFTDeviceType(VimEnum):
    virtualVmxnet3: ClassVar[NotSupportedDeviceForFTDeviceType]
    paraVirtualSCSIController: ClassVar[NotSupportedDeviceForFTDeviceType]

class NotSupportedHost(HostConnectFault):
    productName: str | None
    productVersion: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., productName: str | None = ..., productVersion: str | None = ...) -> None: ...

class NotSupportedHostInCluster(NotSupportedHost): ...

class NotSupportedHostInDvs(NotSupportedHost):
    switchProductSpec: DistributedVirtualSwitchProductSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., productName: str | None = ..., productVersion: str | None = ..., switchProductSpec: DistributedVirtualSwitchProductSpec) -> None: ...

class NotUserConfigurableProperty(VAppPropertyFault): ...

class NumPortsProfile(ApplyProfile): ...

class NumVirtualCpusExceedsLimit(InsufficientResourcesFault):
    maxSupportedVcpus: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., maxSupportedVcpus: int) -> None: ...

class NumVirtualCpusIncompatible(VmConfigFault):
    reason: str
    numCpu: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str, numCpu: int) -> None: ...

class NumVirtualCpusIncompatibleReason(VimEnum):
    recordReplay: ClassVar[NumVirtualCpusIncompatibleReason]
    faultTolerance: ClassVar[NumVirtualCpusIncompatibleReason]

class NumVirtualCpusNotSupported(VirtualHardwareCompatibilityIssue):
    maxSupportedVcpusDest: int
    numCpuVm: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., maxSupportedVcpusDest: int, numCpuVm: int) -> None: ...

class NumericRange(DynamicData):
    start: int
    end: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., start: int, end: int) -> None: ...

class ObjectContent(DynamicData):
    obj: ManagedObjectReference
    propSet: tuple[DynamicProperty, ...]
    missingSet: tuple[MissingProperty, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., obj: ManagedObjectReference, propSet: Sequence[DynamicProperty] | None = ..., missingSet: Sequence[MissingProperty] | None = ...) -> None: ...

class ObjectSpec(DynamicData):
    obj: ManagedObjectReference
    skip: bool | None
    selectSet: tuple[SelectionSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., obj: ManagedObjectReference, skip: bool | None = ..., selectSet: Sequence[SelectionSpec] | None = ...) -> None: ...

class ObjectUpdate(DynamicData):
    kind: ObjectUpdateKind
    obj: ManagedObjectReference
    changeSet: tuple[PropertyChange, ...]
    missingSet: tuple[MissingProperty, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., kind: ObjectUpdateKind, obj: ManagedObjectReference, changeSet: Sequence[PropertyChange] | None = ..., missingSet: Sequence[MissingProperty] | None = ...) -> None: ...

class ObjectUpdateKind(VimEnum):
    modify: ClassVar[ObjectUpdateKind]
    enter: ClassVar[ObjectUpdateKind]
    leave: ClassVar[ObjectUpdateKind]

class OnceTaskScheduler(TaskScheduler):
    runAt: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., runAt: _datetime | None = ...) -> None: ...

class OptionDef(ElementDescription):
    optionType: OptionType
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str, optionType: OptionType) -> None: ...

class OptionProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class OptionType(DynamicData):
    valueIsReadonly: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ...) -> None: ...

class OptionValue(DynamicData):
    key: str
    value: Any
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, value: Any = ...) -> None: ...

class OrAlarmExpression(AlarmExpression):
    expression: tuple[AlarmExpression, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., expression: Sequence[AlarmExpression]) -> None: ...

class OutOfBounds(VimFault):
    argumentName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., argumentName: str) -> None: ...

class OutOfSyncDvsHost(DvsEvent):
    hostOutOfSync: tuple[DvsOutOfSyncHostArgument, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., hostOutOfSync: Sequence[DvsOutOfSyncHostArgument]) -> None: ...

class OvfAttribute(OvfInvalidPackage):
    elementName: str
    attributeName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, elementName: str, attributeName: str) -> None: ...

class OvfConnectedDevice(OvfHardwareExport): ...

class OvfConnectedDeviceFloppy(OvfConnectedDevice):
    filename: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: VirtualDevice | None = ..., vmPath: str, filename: str) -> None: ...

class OvfConnectedDeviceIso(OvfConnectedDevice):
    filename: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: VirtualDevice | None = ..., vmPath: str, filename: str) -> None: ...

class OvfConstraint(OvfInvalidPackage):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, name: str) -> None: ...

class OvfCreateDescriptorParams(DynamicData):
    ovfFiles: tuple[OvfFile, ...]
    name: str | None
    description: str | None
    includeImageFiles: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ovfFiles: Sequence[OvfFile] | None = ..., name: str | None = ..., description: str | None = ..., includeImageFiles: bool | None = ...) -> None: ...

class OvfCreateDescriptorResult(DynamicData):
    ovfDescriptor: str
    error: tuple[LocalizedMethodFault, ...]
    warning: tuple[LocalizedMethodFault, ...]
    includeImageFiles: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ovfDescriptor: str, error: Sequence[LocalizedMethodFault] | None = ..., warning: Sequence[LocalizedMethodFault] | None = ..., includeImageFiles: bool | None = ...) -> None: ...

class OvfCreateImportSpecParams(OvfManagerCommonParams):
    entityName: str
    hostSystem: ManagedObjectReference | None
    networkMapping: tuple[OvfNetworkMapping, ...]
    ipAllocationPolicy: str | None
    ipProtocol: str | None
    propertyMapping: tuple[KeyValue, ...]
    resourceMapping: tuple[OvfResourceMap, ...]
    diskProvisioning: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., locale: str, deploymentOption: str, msgBundle: Sequence[KeyValue] | None = ..., entityName: str, hostSystem: ManagedObjectReference | None = ..., networkMapping: Sequence[OvfNetworkMapping] | None = ..., ipAllocationPolicy: str | None = ..., ipProtocol: str | None = ..., propertyMapping: Sequence[KeyValue] | None = ..., resourceMapping: Sequence[OvfResourceMap] | None = ..., diskProvisioning: str | None = ...) -> None: ...

class OvfCreateImportSpecParamsDiskProvisioningType(VimEnum):
    monolithicSparse: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    monolithicFlat: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    twoGbMaxExtentSparse: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    twoGbMaxExtentFlat: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    thin: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    thick: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    sparse: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]
    flat: ClassVar[OvfCreateImportSpecParamsDiskProvisioningType]

class OvfCreateImportSpecResult(DynamicData):
    importSpec: ImportSpec | None
    fileItem: tuple[OvfFileItem, ...]
    warning: tuple[LocalizedMethodFault, ...]
    error: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., importSpec: ImportSpec | None = ..., fileItem: Sequence[OvfFileItem] | None = ..., warning: Sequence[LocalizedMethodFault] | None = ..., error: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class OvfDeploymentOption(DynamicData):
    key: str
    label: str
    description: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, label: str, description: str) -> None: ...

class OvfDiskMappingNotFound(OvfSystemFault):
    diskName: str
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., diskName: str, vmName: str) -> None: ...

class OvfDiskOrderConstraint(OvfConstraint): ...

class OvfDuplicateElement(OvfElement): ...

class OvfDuplicatedElementBoundary(OvfElement):
    boundary: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, name: str, boundary: str) -> None: ...

class OvfElement(OvfInvalidPackage):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, name: str) -> None: ...

class OvfElementInvalidValue(OvfElement):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, name: str, value: str) -> None: ...

class OvfExport(OvfFault): ...

class OvfExportFailed(OvfExport): ...

class OvfFault(VimFault): ...

class OvfFile(DynamicData):
    deviceId: str
    path: str
    compressionMethod: str | None
    chunkSize: int | None
    size: int
    capacity: int | None
    populatedSize: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceId: str, path: str, compressionMethod: str | None = ..., chunkSize: int | None = ..., size: int, capacity: int | None = ..., populatedSize: int | None = ...) -> None: ...

class OvfFileItem(DynamicData):
    deviceId: str
    path: str
    compressionMethod: str | None
    chunkSize: int | None
    size: int | None
    cimType: int
    create: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceId: str, path: str, compressionMethod: str | None = ..., chunkSize: int | None = ..., size: int | None = ..., cimType: int, create: bool) -> None: ...

class OvfHardwareCheck(OvfImport): ...

class OvfHardwareExport(OvfExport):
    device: VirtualDevice | None
    vmPath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: VirtualDevice | None = ..., vmPath: str) -> None: ...

class OvfHostResourceConstraint(OvfConstraint):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, name: str, value: str) -> None: ...

class OvfHostValueNotParsed(OvfSystemFault):
    property: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str, value: str) -> None: ...

class OvfImport(OvfFault): ...

class OvfImportFailed(OvfImport): ...

class OvfInternalError(OvfSystemFault): ...

class OvfInvalidPackage(OvfFault):
    lineNumber: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int) -> None: ...

class OvfInvalidValue(OvfAttribute):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, elementName: str, attributeName: str, value: str) -> None: ...

class OvfInvalidValueConfiguration(OvfInvalidValue): ...

class OvfInvalidValueEmpty(OvfInvalidValue): ...

class OvfInvalidValueFormatMalformed(OvfInvalidValue): ...

class OvfInvalidValueReference(OvfInvalidValue): ...

class OvfInvalidVmName(OvfUnsupportedPackage):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., name: str) -> None: ...

class OvfManagerCommonParams(DynamicData):
    locale: str
    deploymentOption: str
    msgBundle: tuple[KeyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., locale: str, deploymentOption: str, msgBundle: Sequence[KeyValue] | None = ...) -> None: ...

class OvfMappedOsId(OvfImport):
    ovfId: int
    ovfDescription: str
    targetDescription: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., ovfId: int, ovfDescription: str, targetDescription: str) -> None: ...

class OvfMissingAttribute(OvfAttribute): ...

class OvfMissingElement(OvfElement): ...

class OvfMissingElementNormalBoundary(OvfMissingElement):
    boundary: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, name: str, boundary: str) -> None: ...

class OvfMissingHardware(OvfImport):
    name: str
    resourceType: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str, resourceType: int) -> None: ...

class OvfNetworkInfo(DynamicData):
    name: str
    description: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, description: str) -> None: ...

class OvfNetworkMapping(DynamicData):
    name: str
    network: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, network: ManagedObjectReference) -> None: ...

class OvfNoHostNic(OvfUnsupportedPackage): ...

class OvfNoSupportedHardwareFamily(OvfUnsupportedPackage):
    version: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., version: str) -> None: ...

class OvfParseDescriptorParams(OvfManagerCommonParams): ...

class OvfParseDescriptorResult(DynamicData):
    eula: tuple[str, ...]
    network: tuple[OvfNetworkInfo, ...]
    ipAllocationScheme: tuple[str, ...]
    ipProtocols: tuple[str, ...]
    property: tuple[VAppPropertyInfo, ...]
    productInfo: VAppProductInfo | None
    annotation: str
    approximateDownloadSize: int | None
    approximateFlatDeploymentSize: int | None
    approximateSparseDeploymentSize: int | None
    defaultEntityName: str
    virtualApp: bool
    deploymentOption: tuple[OvfDeploymentOption, ...]
    defaultDeploymentOption: str
    entityName: tuple[KeyValue, ...]
    error: tuple[LocalizedMethodFault, ...]
    warning: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., eula: Sequence[str] | None = ..., network: Sequence[OvfNetworkInfo] | None = ..., ipAllocationScheme: Sequence[str] | None = ..., ipProtocols: Sequence[str] | None = ..., property: Sequence[VAppPropertyInfo] | None = ..., productInfo: VAppProductInfo | None = ..., annotation: str, approximateDownloadSize: int | None = ..., approximateFlatDeploymentSize: int | None = ..., approximateSparseDeploymentSize: int | None = ..., defaultEntityName: str, virtualApp: bool, deploymentOption: Sequence[OvfDeploymentOption] | None = ..., defaultDeploymentOption: str, entityName: Sequence[KeyValue] | None = ..., error: Sequence[LocalizedMethodFault] | None = ..., warning: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class OvfProperty(OvfInvalidPackage):
    type: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, type: str, value: str) -> None: ...

class OvfPropertyExport(OvfExport):
    type: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., type: str, value: str) -> None: ...

class OvfPropertyNetwork(OvfProperty): ...

class OvfPropertyQualifier(OvfProperty):
    qualifier: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, type: str, value: str, qualifier: str) -> None: ...

class OvfPropertyQualifierDuplicate(OvfProperty):
    qualifier: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, type: str, value: str, qualifier: str) -> None: ...

class OvfPropertyQualifierIgnored(OvfProperty):
    qualifier: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, type: str, value: str, qualifier: str) -> None: ...

class OvfPropertyType(OvfProperty): ...

class OvfPropertyValue(OvfProperty): ...

class OvfResourceMap(DynamicData):
    source: str
    parent: ManagedObjectReference | None
    resourceSpec: ResourceConfigSpec | None
    datastore: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., source: str, parent: ManagedObjectReference | None = ..., resourceSpec: ResourceConfigSpec | None = ..., datastore: ManagedObjectReference | None = ...) -> None: ...

class OvfSystemFault(OvfFault): ...

class OvfToXmlUnsupportedElement(OvfSystemFault):
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., name: str | None = ...) -> None: ...

class OvfUnableToExportDisk(OvfHardwareExport):
    diskName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: VirtualDevice | None = ..., vmPath: str, diskName: str) -> None: ...

class OvfUnexpectedElement(OvfElement): ...

class OvfUnknownDevice(OvfSystemFault):
    device: VirtualDevice | None
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: VirtualDevice | None = ..., vmName: str) -> None: ...

class OvfUnknownDeviceBacking(OvfHardwareExport):
    backing: VirtualDeviceBackingInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: VirtualDevice | None = ..., vmPath: str, backing: VirtualDeviceBackingInfo) -> None: ...

class OvfUnknownEntity(OvfSystemFault):
    lineNumber: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int) -> None: ...

class OvfUnsupportedAttribute(OvfUnsupportedPackage):
    elementName: str
    attributeName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., elementName: str, attributeName: str) -> None: ...

class OvfUnsupportedAttributeValue(OvfUnsupportedAttribute):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., elementName: str, attributeName: str, value: str) -> None: ...

class OvfUnsupportedDeviceBackingInfo(OvfSystemFault):
    elementName: str | None
    instanceId: str | None
    deviceName: str
    backingName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., elementName: str | None = ..., instanceId: str | None = ..., deviceName: str, backingName: str | None = ...) -> None: ...

class OvfUnsupportedDeviceBackingOption(OvfSystemFault):
    elementName: str | None
    instanceId: str | None
    deviceName: str
    backingName: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., elementName: str | None = ..., instanceId: str | None = ..., deviceName: str, backingName: str | None = ...) -> None: ...

class OvfUnsupportedDeviceExport(OvfHardwareExport): ...

class OvfUnsupportedDiskProvisioning(OvfImport):
    diskProvisioning: str
    supportedDiskProvisioning: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., diskProvisioning: str, supportedDiskProvisioning: str) -> None: ...

class OvfUnsupportedElement(OvfUnsupportedPackage):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., name: str) -> None: ...

class OvfUnsupportedElementValue(OvfUnsupportedElement):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., name: str, value: str) -> None: ...

class OvfUnsupportedPackage(OvfFault):
    lineNumber: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ...) -> None: ...

class OvfUnsupportedSection(OvfUnsupportedElement):
    info: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., name: str, info: str) -> None: ...

class OvfUnsupportedSubType(OvfUnsupportedPackage):
    elementName: str
    instanceId: str
    deviceType: int
    deviceSubType: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., elementName: str, instanceId: str, deviceType: int, deviceSubType: str) -> None: ...

class OvfUnsupportedType(OvfUnsupportedPackage):
    name: str
    instanceId: str
    deviceType: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int | None = ..., name: str, instanceId: str, deviceType: int) -> None: ...

class OvfValidateHostParams(OvfManagerCommonParams): ...

class OvfValidateHostResult(DynamicData):
    downloadSize: int | None
    flatDeploymentSize: int | None
    sparseDeploymentSize: int | None
    error: tuple[LocalizedMethodFault, ...]
    warning: tuple[LocalizedMethodFault, ...]
    supportedDiskProvisioning: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., downloadSize: int | None = ..., flatDeploymentSize: int | None = ..., sparseDeploymentSize: int | None = ..., error: Sequence[LocalizedMethodFault] | None = ..., warning: Sequence[LocalizedMethodFault] | None = ..., supportedDiskProvisioning: Sequence[str] | None = ...) -> None: ...

class OvfWrongElement(OvfElement): ...

class OvfWrongNamespace(OvfInvalidPackage):
    namespaceName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, namespaceName: str) -> None: ...

class OvfXmlFormat(OvfInvalidPackage):
    description: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., lineNumber: int, description: str) -> None: ...

class ParaVirtualSCSIController(VirtualSCSIController): ...

class ParaVirtualSCSIControllerOption(VirtualSCSIControllerOption): ...

class PasswordField(DynamicData):
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., value: str) -> None: ...

class PatchAlreadyInstalled(PatchNotApplicable): ...

class PatchBinariesNotFound(VimFault):
    patchID: str
    binary: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., patchID: str, binary: Sequence[str] | None = ...) -> None: ...

class PatchInstallFailed(PlatformConfigFault):
    rolledBack: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., text: str, rolledBack: bool) -> None: ...

class PatchIntegrityError(PlatformConfigFault): ...

class PatchMetadataCorrupted(PatchMetadataInvalid): ...

class PatchMetadataInvalid(VimFault):
    patchID: str
    metaData: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., patchID: str, metaData: Sequence[str] | None = ...) -> None: ...

class PatchMetadataNotFound(PatchMetadataInvalid): ...

class PatchMissingDependencies(PatchNotApplicable):
    prerequisitePatch: tuple[str, ...]
    prerequisiteLib: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., patchID: str, prerequisitePatch: Sequence[str] | None = ..., prerequisiteLib: Sequence[str] | None = ...) -> None: ...

class PatchNotApplicable(VimFault):
    patchID: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., patchID: str) -> None: ...

class PatchSuperseded(PatchNotApplicable):
    supersede: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., patchID: str, supersede: Sequence[str] | None = ...) -> None: ...

class PerfCompositeMetric(DynamicData):
    entity: PerfEntityMetricBase | None
    childEntity: tuple[PerfEntityMetricBase, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: PerfEntityMetricBase | None = ..., childEntity: Sequence[PerfEntityMetricBase] | None = ...) -> None: ...

class PerfCounterInfo(DynamicData):
    key: int
    nameInfo: ElementDescription
    groupInfo: ElementDescription
    unitInfo: ElementDescription
    rollupType: PerfSummaryType
    statsType: PerfStatsType
    level: int | None
    perDeviceLevel: int | None
    associatedCounterId: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, nameInfo: ElementDescription, groupInfo: ElementDescription, unitInfo: ElementDescription, rollupType: PerfSummaryType, statsType: PerfStatsType, level: int | None = ..., perDeviceLevel: int | None = ..., associatedCounterId: Sequence[int] | None = ...) -> None: ...

class PerfEntityMetric(PerfEntityMetricBase):
    sampleInfo: tuple[PerfSampleInfo, ...]
    value: tuple[PerfMetricSeries, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, sampleInfo: Sequence[PerfSampleInfo] | None = ..., value: Sequence[PerfMetricSeries] | None = ...) -> None: ...

class PerfEntityMetricBase(DynamicData):
    entity: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference) -> None: ...

class PerfEntityMetricCSV(PerfEntityMetricBase):
    sampleInfoCSV: str
    value: tuple[PerfMetricSeriesCSV, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, sampleInfoCSV: str, value: Sequence[PerfMetricSeriesCSV] | None = ...) -> None: ...

class PerfFormat(VimEnum):
    normal: ClassVar[PerfFormat]
    csv: ClassVar[PerfFormat]

class PerfInterval(DynamicData):
    key: int
    samplingPeriod: int
    name: str
    length: int
    level: int | None
    enabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, samplingPeriod: int, name: str, length: int, level: int | None = ..., enabled: bool) -> None: ...

class PerfMetricId(DynamicData):
    counterId: int
    instance: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., counterId: int, instance: str) -> None: ...

class PerfMetricIntSeries(PerfMetricSeries):
    value: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: PerfMetricId, value: Sequence[int] | None = ...) -> None: ...

class PerfMetricSeries(DynamicData):
    id: PerfMetricId
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: PerfMetricId) -> None: ...

class PerfMetricSeriesCSV(PerfMetricSeries):
    value: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: PerfMetricId, value: str | None = ...) -> None: ...

class PerfProviderSummary(DynamicData):
    entity: ManagedObjectReference
    currentSupported: bool
    summarySupported: bool
    refreshRate: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, currentSupported: bool, summarySupported: bool, refreshRate: int | None = ...) -> None: ...

class PerfQuerySpec(DynamicData):
    entity: ManagedObjectReference
    startTime: _datetime | None
    endTime: _datetime | None
    maxSample: int | None
    metricId: tuple[PerfMetricId, ...]
    intervalId: int | None
    format: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, startTime: _datetime | None = ..., endTime: _datetime | None = ..., maxSample: int | None = ..., metricId: Sequence[PerfMetricId] | None = ..., intervalId: int | None = ..., format: str | None = ...) -> None: ...

class PerfSampleInfo(DynamicData):
    timestamp: _datetime
    interval: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., timestamp: _datetime, interval: int) -> None: ...

class PerfStatsType(VimEnum):
    absolute: ClassVar[PerfStatsType]
    delta: ClassVar[PerfStatsType]
    rate: ClassVar[PerfStatsType]

class PerfSummaryType(VimEnum):
    average: ClassVar[PerfSummaryType]
    maximum: ClassVar[PerfSummaryType]
    minimum: ClassVar[PerfSummaryType]
    latest: ClassVar[PerfSummaryType]
    summation: ClassVar[PerfSummaryType]
    none: ClassVar[PerfSummaryType]

class PerformanceDescription(DynamicData):
    counterType: tuple[ElementDescription, ...]
    statsType: tuple[ElementDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., counterType: Sequence[ElementDescription], statsType: Sequence[ElementDescription]) -> None: ...

class PerformanceManagerUnit(VimEnum):
    percent: ClassVar[PerformanceManagerUnit]
    kiloBytes: ClassVar[PerformanceManagerUnit]
    megaBytes: ClassVar[PerformanceManagerUnit]
    megaHertz: ClassVar[PerformanceManagerUnit]
    number: ClassVar[PerformanceManagerUnit]
    microsecond: ClassVar[PerformanceManagerUnit]
    millisecond: ClassVar[PerformanceManagerUnit]
    second: ClassVar[PerformanceManagerUnit]
    kiloBytesPerSecond: ClassVar[PerformanceManagerUnit]
    megaBytesPerSecond: ClassVar[PerformanceManagerUnit]
    watt: ClassVar[PerformanceManagerUnit]
    joule: ClassVar[PerformanceManagerUnit]

class PerformanceStatisticsDescription(DynamicData):
    intervals: tuple[PerfInterval, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., intervals: Sequence[PerfInterval] | None = ...) -> None: ...

class Permission(DynamicData):
    entity: ManagedObjectReference | None
    principal: str
    group: bool
    roleId: int
    propagate: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference | None = ..., principal: str, group: bool, roleId: int, propagate: bool) -> None: ...

class PermissionAddedEvent(PermissionEvent):
    role: RoleEventArgument
    propagate: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., entity: ManagedEntityEventArgument, principal: str, group: bool, role: RoleEventArgument, propagate: bool) -> None: ...

class PermissionEvent(AuthorizationEvent):
    entity: ManagedEntityEventArgument
    principal: str
    group: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., entity: ManagedEntityEventArgument, principal: str, group: bool) -> None: ...

class PermissionProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class PermissionRemovedEvent(PermissionEvent): ...

class PermissionUpdatedEvent(PermissionEvent):
    role: RoleEventArgument
    propagate: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., entity: ManagedEntityEventArgument, principal: str, group: bool, role: RoleEventArgument, propagate: bool) -> None: ...

class PhysCompatRDMNotSupported(RDMNotSupported): ...

class PhysicalNic(DynamicData):
    key: str | None
    device: str
    pci: str
    driver: str | None
    linkSpeed: PhysicalNicLinkInfo | None
    validLinkSpecification: tuple[PhysicalNicLinkInfo, ...]
    spec: PhysicalNicSpec
    wakeOnLanSupported: bool
    mac: str
    vmDirectPathGen2Supported: bool | None
    vmDirectPathGen2SupportedMode: str | None
    resourcePoolSchedulerAllowed: bool | None
    resourcePoolSchedulerDisallowedReason: tuple[str, ...]
    autoNegotiateSupported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str | None = ..., device: str, pci: str, driver: str | None = ..., linkSpeed: PhysicalNicLinkInfo | None = ..., validLinkSpecification: Sequence[PhysicalNicLinkInfo] | None = ..., spec: PhysicalNicSpec, wakeOnLanSupported: bool, mac: str, vmDirectPathGen2Supported: bool | None = ..., vmDirectPathGen2SupportedMode: str | None = ..., resourcePoolSchedulerAllowed: bool | None = ..., resourcePoolSchedulerDisallowedReason: Sequence[str] | None = ..., autoNegotiateSupported: bool | None = ...) -> None: ...

class PhysicalNicCdpDeviceCapability(DynamicData):
    router: bool
    transparentBridge: bool
    sourceRouteBridge: bool
    networkSwitch: bool
    host: bool
    igmpEnabled: bool
    repeater: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., router: bool, transparentBridge: bool, sourceRouteBridge: bool, networkSwitch: bool, host: bool, igmpEnabled: bool, repeater: bool) -> None: ...

class PhysicalNicCdpInfo(DynamicData):
    cdpVersion: int | None
    timeout: int | None
    ttl: int | None
    samples: int | None
    devId: str | None
    address: str | None
    portId: str | None
    deviceCapability: PhysicalNicCdpDeviceCapability | None
    softwareVersion: str | None
    hardwarePlatform: str | None
    ipPrefix: str | None
    ipPrefixLen: int | None
    vlan: int | None
    fullDuplex: bool | None
    mtu: int | None
    systemName: str | None
    systemOID: str | None
    mgmtAddr: str | None
    location: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., cdpVersion: int | None = ..., timeout: int | None = ..., ttl: int | None = ..., samples: int | None = ..., devId: str | None = ..., address: str | None = ..., portId: str | None = ..., deviceCapability: PhysicalNicCdpDeviceCapability | None = ..., softwareVersion: str | None = ..., hardwarePlatform: str | None = ..., ipPrefix: str | None = ..., ipPrefixLen: int | None = ..., vlan: int | None = ..., fullDuplex: bool | None = ..., mtu: int | None = ..., systemName: str | None = ..., systemOID: str | None = ..., mgmtAddr: str | None = ..., location: str | None = ...) -> None: ...

class PhysicalNicConfig(DynamicData):
    device: str
    spec: PhysicalNicSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., device: str, spec: PhysicalNicSpec) -> None: ...

class PhysicalNicHint(DynamicData):
    vlanId: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vlanId: int | None = ...) -> None: ...

class PhysicalNicHintInfo(DynamicData):
    device: str
    subnet: tuple[PhysicalNicIpHint, ...]
    network: tuple[PhysicalNicNameHint, ...]
    connectedSwitchPort: PhysicalNicCdpInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., device: str, subnet: Sequence[PhysicalNicIpHint] | None = ..., network: Sequence[PhysicalNicNameHint] | None = ..., connectedSwitchPort: PhysicalNicCdpInfo | None = ...) -> None: ...

class PhysicalNicIpHint(PhysicalNicHint):
    ipSubnet: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vlanId: int | None = ..., ipSubnet: str) -> None: ...

class PhysicalNicLinkInfo(DynamicData):
    speedMb: int
    duplex: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., speedMb: int, duplex: bool) -> None: ...

class PhysicalNicNameHint(PhysicalNicHint):
    network: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vlanId: int | None = ..., network: str) -> None: ...

class PhysicalNicProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class PhysicalNicResourcePoolSchedulerDisallowedReason(VimEnum):
    userOptOut: ClassVar[PhysicalNicResourcePoolSchedulerDisallowedReason]
    hardwareUnsupported: ClassVar[PhysicalNicResourcePoolSchedulerDisallowedReason]

class PhysicalNicSpec(DynamicData):
    ip: HostIpConfig | None
    linkSpeed: PhysicalNicLinkInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ip: HostIpConfig | None = ..., linkSpeed: PhysicalNicLinkInfo | None = ...) -> None: ...

class PhysicalNicVmDirectPathGen2SupportedMode(VimEnum):
    upt: ClassVar[PhysicalNicVmDirectPathGen2SupportedMode]

class PlatformConfigFault(HostConfigFault):
    text: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., text: str) -> None: ...

class PnicUplinkProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class PolicyOption(DynamicData):
    id: str
    parameter: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, parameter: Sequence[KeyAnyValue] | None = ...) -> None: ...

class PortGroupConnecteeType(VimEnum):
    virtualMachine: ClassVar[PortGroupConnecteeType]
    systemManagement: ClassVar[PortGroupConnecteeType]
    host: ClassVar[PortGroupConnecteeType]
    unknown: ClassVar[PortGroupConnecteeType]

class PortGroupProfile(ApplyProfile):
    key: str
    name: str
    vlan: VlanProfile
    vswitch: VirtualSwitchSelectionProfile
    networkPolicy: NetworkPolicyProfile
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str, name: str, vlan: VlanProfile, vswitch: VirtualSwitchSelectionProfile, networkPolicy: NetworkPolicyProfile) -> None: ...

class PosixUserSearchResult(UserSearchResult):
    id: int
    shellAccess: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., principal: str, fullName: str | None = ..., group: bool, id: int, shellAccess: bool | None = ...) -> None: ...

class PowerOnFtSecondaryFailed(VmFaultToleranceIssue):
    vm: ManagedObjectReference
    vmName: str
    hostSelectionBy: FtIssuesOnHostHostSelectionType
    hostErrors: tuple[LocalizedMethodFault, ...]
    rootCause: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vm: ManagedObjectReference, vmName: str, hostSelectionBy: FtIssuesOnHostHostSelectionType, hostErrors: Sequence[LocalizedMethodFault] | None = ..., rootCause: LocalizedMethodFault) -> None: ...

class PowerOnFtSecondaryTimedout(Timedout):
    vm: ManagedObjectReference
    vmName: str
    timeout: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vm: ManagedObjectReference, vmName: str, timeout: int) -> None: ...

class PowerSystemCapability(DynamicData):
    availablePolicy: tuple[HostPowerPolicy, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., availablePolicy: Sequence[HostPowerPolicy]) -> None: ...

class PowerSystemInfo(DynamicData):
    currentPolicy: HostPowerPolicy
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., currentPolicy: HostPowerPolicy) -> None: ...

class PrivilegePolicyDef(DynamicData):
    createPrivilege: str
    readPrivilege: str
    updatePrivilege: str
    deletePrivilege: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., createPrivilege: str, readPrivilege: str, updatePrivilege: str, deletePrivilege: str) -> None: ...

class ProductComponentInfo(DynamicData):
    id: str
    name: str
    version: str
    release: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, name: str, version: str, release: int) -> None: ...

class ProfileAssociatedEvent(ProfileEvent): ...

class ProfileChangedEvent(ProfileEvent): ...

class ProfileCompositeExpression(ProfileExpression):
    operator: str
    expressionName: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, displayName: str, negated: bool, operator: str, expressionName: Sequence[str]) -> None: ...

class ProfileCompositePolicyOptionMetadata(ProfilePolicyOptionMetadata):
    option: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: ExtendedElementDescription, parameter: Sequence[ProfileParameterMetadata] | None = ..., option: Sequence[str]) -> None: ...

class ProfileConfigInfo(DynamicData):
    name: str
    annotation: str | None
    enabled: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, annotation: str | None = ..., enabled: bool) -> None: ...

class ProfileCreateSpec(DynamicData):
    name: str | None
    annotation: str | None
    enabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., annotation: str | None = ..., enabled: bool | None = ...) -> None: ...

class ProfileCreatedEvent(ProfileEvent): ...

class ProfileDeferredPolicyOptionParameter(DynamicData):
    inputPath: ProfilePropertyPath
    parameter: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inputPath: ProfilePropertyPath, parameter: Sequence[KeyAnyValue] | None = ...) -> None: ...

class ProfileDescription(DynamicData):
    section: tuple[ProfileDescriptionSection, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., section: Sequence[ProfileDescriptionSection]) -> None: ...

class ProfileDescriptionSection(DynamicData):
    description: ExtendedElementDescription
    message: tuple[LocalizableMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., description: ExtendedElementDescription, message: Sequence[LocalizableMessage] | None = ...) -> None: ...

class ProfileDissociatedEvent(ProfileEvent): ...

class ProfileEvent(Event):
    profile: ProfileEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., profile: ProfileEventArgument) -> None: ...

class ProfileEventArgument(EventArgument):
    profile: ManagedObjectReference
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., profile: ManagedObjectReference, name: str) -> None: ...

class ProfileExecuteError(DynamicData):
    path: ProfilePropertyPath | None
    message: LocalizableMessage
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: ProfilePropertyPath | None = ..., message: LocalizableMessage) -> None: ...

class ProfileExecuteResult(DynamicData):
    status: str
    configSpec: HostConfigSpec | None
    inapplicablePath: tuple[str, ...]
    requireInput: tuple[ProfileDeferredPolicyOptionParameter, ...]
    error: tuple[ProfileExecuteError, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., status: str, configSpec: HostConfigSpec | None = ..., inapplicablePath: Sequence[str] | None = ..., requireInput: Sequence[ProfileDeferredPolicyOptionParameter] | None = ..., error: Sequence[ProfileExecuteError] | None = ...) -> None: ...

class ProfileExecuteResultStatus(VimEnum):
    success: ClassVar[ProfileExecuteResultStatus]
    needInput: ClassVar[ProfileExecuteResultStatus]
    error: ClassVar[ProfileExecuteResultStatus]

class ProfileExpression(DynamicData):
    id: str
    displayName: str
    negated: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, displayName: str, negated: bool) -> None: ...

class ProfileExpressionMetadata(DynamicData):
    expressionId: ExtendedElementDescription
    parameter: tuple[ProfileParameterMetadata, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., expressionId: ExtendedElementDescription, parameter: Sequence[ProfileParameterMetadata] | None = ...) -> None: ...

class ProfileMetadata(DynamicData):
    key: str
    description: ExtendedDescription | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, description: ExtendedDescription | None = ...) -> None: ...

class ProfileNumericComparator(VimEnum):
    lessThan: ClassVar[ProfileNumericComparator]
    lessThanEqual: ClassVar[ProfileNumericComparator]
    equal: ClassVar[ProfileNumericComparator]
    notEqual: ClassVar[ProfileNumericComparator]
    greaterThanEqual: ClassVar[ProfileNumericComparator]
    greaterThan: ClassVar[ProfileNumericComparator]

class ProfileParameterMetadata(DynamicData):
    id: ExtendedElementDescription
    type: str
    optional: bool
    defaultValue: Any
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: ExtendedElementDescription, type: str, optional: bool, defaultValue: Any = ...) -> None: ...

class ProfilePolicy(DynamicData):
    id: str
    policyOption: PolicyOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, policyOption: PolicyOption) -> None: ...

class ProfilePolicyMetadata(DynamicData):
    id: ExtendedElementDescription
    possibleOption: tuple[ProfilePolicyOptionMetadata, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: ExtendedElementDescription, possibleOption: Sequence[ProfilePolicyOptionMetadata]) -> None: ...

class ProfilePolicyOptionMetadata(DynamicData):
    id: ExtendedElementDescription
    parameter: tuple[ProfileParameterMetadata, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: ExtendedElementDescription, parameter: Sequence[ProfileParameterMetadata] | None = ...) -> None: ...

class ProfilePropertyPath(DynamicData):
    profilePath: str
    policyId: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., profilePath: str, policyId: str | None = ...) -> None: ...

class ProfileReferenceHostChangedEvent(ProfileEvent):
    referenceHost: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., profile: ProfileEventArgument, referenceHost: ManagedObjectReference | None = ...) -> None: ...

class ProfileRemovedEvent(ProfileEvent): ...

class ProfileSerializedCreateSpec(ProfileCreateSpec):
    profileConfigString: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., annotation: str | None = ..., enabled: bool | None = ..., profileConfigString: str) -> None: ...

class ProfileSimpleExpression(ProfileExpression):
    expressionType: str
    parameter: tuple[KeyAnyValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, displayName: str, negated: bool, expressionType: str, parameter: Sequence[KeyAnyValue] | None = ...) -> None: ...

class ProfileUpdateFailed(VimFault):
    failure: tuple[ProfileUpdateFailedUpdateFailure, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., failure: Sequence[ProfileUpdateFailedUpdateFailure]) -> None: ...

class ProfileUpdateFailedUpdateFailure(DynamicData):
    profilePath: ProfilePropertyPath
    errMsg: LocalizableMessage
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., profilePath: ProfilePropertyPath, errMsg: LocalizableMessage) -> None: ...

class PropertyChange(DynamicData):
    name: str
    op: PropertyChangeOp
    val: Any
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, op: PropertyChangeOp, val: Any = ...) -> None: ...

class PropertyChangeOp(VimEnum):
    add: ClassVar[PropertyChangeOp]
    remove: ClassVar[PropertyChangeOp]
    assign: ClassVar[PropertyChangeOp]
    indirectRemove: ClassVar[PropertyChangeOp]

class PropertyFilterSpec(DynamicData):
    propSet: tuple[PropertySpec, ...]
    objectSet: tuple[ObjectSpec, ...]
    reportMissingObjectsInResults: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., propSet: Sequence[PropertySpec], objectSet: Sequence[ObjectSpec], reportMissingObjectsInResults: bool | None = ...) -> None: ...

class PropertyFilterUpdate(DynamicData):
    filter: ManagedObjectReference
    objectSet: tuple[ObjectUpdate, ...]
    missingSet: tuple[MissingObject, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., filter: ManagedObjectReference, objectSet: Sequence[ObjectUpdate] | None = ..., missingSet: Sequence[MissingObject] | None = ...) -> None: ...

class PropertySpec(DynamicData):
    type: str
    all: bool | None
    pathSet: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, all: bool | None = ..., pathSet: Sequence[str] | None = ...) -> None: ...

class QuestionPending(InvalidState):
    text: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., text: str) -> None: ...

class RDMConversionNotSupported(MigrationFault):
    device: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str) -> None: ...

class RDMNotPreserved(MigrationFault):
    device: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str) -> None: ...

class RDMNotSupported(DeviceNotSupported): ...

class RDMNotSupportedOnDatastore(VmConfigFault):
    device: str
    datastore: ManagedObjectReference
    datastoreName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, datastore: ManagedObjectReference, datastoreName: str) -> None: ...

class RDMPointsToInaccessibleDisk(CannotAccessVmDisk): ...

class RawDiskNotSupported(DeviceNotSupported): ...

class ReadOnlyDisksWithLegacyDestination(MigrationFault):
    roDiskCount: int
    timeoutDanger: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., roDiskCount: int, timeoutDanger: bool) -> None: ...

class RebootRequired(VimFault):
    patch: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., patch: str | None = ...) -> None: ...

class RecommendationReasonCode(VimEnum):
    fairnessCpuAvg: ClassVar[RecommendationReasonCode]
    fairnessMemAvg: ClassVar[RecommendationReasonCode]
    jointAffin: ClassVar[RecommendationReasonCode]
    antiAffin: ClassVar[RecommendationReasonCode]
    hostMaint: ClassVar[RecommendationReasonCode]
    enterStandby: ClassVar[RecommendationReasonCode]
    reservationCpu: ClassVar[RecommendationReasonCode]
    reservationMem: ClassVar[RecommendationReasonCode]
    powerOnVm: ClassVar[RecommendationReasonCode]
    powerSaving: ClassVar[RecommendationReasonCode]
    increaseCapacity: ClassVar[RecommendationReasonCode]
    checkResource: ClassVar[RecommendationReasonCode]
    unreservedCapacity: ClassVar[RecommendationReasonCode]
    vmHostHardAffinity: ClassVar[RecommendationReasonCode]
    vmHostSoftAffinity: ClassVar[RecommendationReasonCode]

class RecommendationType(VimEnum):
    V1: ClassVar[RecommendationType]

class RecordReplayDisabled(VimFault): ...

class RecurrentTaskScheduler(TaskScheduler):
    interval: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., interval: int) -> None: ...

class RemoteDeviceNotSupported(DeviceNotSupported): ...

class RemoteTSMEnabledEvent(HostEvent): ...

class RemoveFailed(VimFault): ...

class RequestCanceled(RuntimeFault): ...

class ResourceAllocationInfo(DynamicData):
    reservation: int | None
    expandableReservation: bool | None
    limit: int | None
    shares: SharesInfo | None
    overheadLimit: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., reservation: int | None = ..., expandableReservation: bool | None = ..., limit: int | None = ..., shares: SharesInfo | None = ..., overheadLimit: int | None = ...) -> None: ...

class ResourceAllocationOption(DynamicData):
    sharesOption: SharesOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., sharesOption: SharesOption) -> None: ...

class ResourceConfigOption(DynamicData):
    cpuAllocationOption: ResourceAllocationOption
    memoryAllocationOption: ResourceAllocationOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., cpuAllocationOption: ResourceAllocationOption, memoryAllocationOption: ResourceAllocationOption) -> None: ...

class ResourceConfigSpec(DynamicData):
    entity: ManagedObjectReference | None
    changeVersion: str | None
    lastModified: _datetime | None
    cpuAllocation: ResourceAllocationInfo
    memoryAllocation: ResourceAllocationInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference | None = ..., changeVersion: str | None = ..., lastModified: _datetime | None = ..., cpuAllocation: ResourceAllocationInfo, memoryAllocation: ResourceAllocationInfo) -> None: ...

class ResourceInUse(VimFault):
    type: str | None
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., type: str | None = ..., name: str | None = ...) -> None: ...

class ResourceNotAvailable(VimFault):
    containerType: str | None
    containerName: str | None
    type: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., containerType: str | None = ..., containerName: str | None = ..., type: str | None = ...) -> None: ...

class ResourcePoolCreatedEvent(ResourcePoolEvent):
    parent: ResourcePoolEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., resourcePool: ResourcePoolEventArgument, parent: ResourcePoolEventArgument) -> None: ...

class ResourcePoolDestroyedEvent(ResourcePoolEvent): ...

class ResourcePoolEvent(Event):
    resourcePool: ResourcePoolEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., resourcePool: ResourcePoolEventArgument) -> None: ...

class ResourcePoolEventArgument(EntityEventArgument):
    resourcePool: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, resourcePool: ManagedObjectReference) -> None: ...

class ResourcePoolMovedEvent(ResourcePoolEvent):
    oldParent: ResourcePoolEventArgument
    newParent: ResourcePoolEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., resourcePool: ResourcePoolEventArgument, oldParent: ResourcePoolEventArgument, newParent: ResourcePoolEventArgument) -> None: ...

class ResourcePoolQuickStats(DynamicData):
    overallCpuUsage: int | None
    overallCpuDemand: int | None
    guestMemoryUsage: int | None
    hostMemoryUsage: int | None
    distributedCpuEntitlement: int | None
    distributedMemoryEntitlement: int | None
    staticCpuEntitlement: int | None
    staticMemoryEntitlement: int | None
    privateMemory: int | None
    sharedMemory: int | None
    swappedMemory: int | None
    balloonedMemory: int | None
    overheadMemory: int | None
    consumedOverheadMemory: int | None
    compressedMemory: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., overallCpuUsage: int | None = ..., overallCpuDemand: int | None = ..., guestMemoryUsage: int | None = ..., hostMemoryUsage: int | None = ..., distributedCpuEntitlement: int | None = ..., distributedMemoryEntitlement: int | None = ..., staticCpuEntitlement: int | None = ..., staticMemoryEntitlement: int | None = ..., privateMemory: int | None = ..., sharedMemory: int | None = ..., swappedMemory: int | None = ..., balloonedMemory: int | None = ..., overheadMemory: int | None = ..., consumedOverheadMemory: int | None = ..., compressedMemory: int | None = ...) -> None: ...

class ResourcePoolReconfiguredEvent(ResourcePoolEvent): ...

class ResourcePoolResourceUsage(DynamicData):
    reservationUsed: int
    reservationUsedForVm: int
    unreservedForPool: int
    unreservedForVm: int
    overallUsage: int
    maxUsage: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., reservationUsed: int, reservationUsedForVm: int, unreservedForPool: int, unreservedForVm: int, overallUsage: int, maxUsage: int) -> None: ...

class ResourcePoolRuntimeInfo(DynamicData):
    memory: ResourcePoolResourceUsage
    cpu: ResourcePoolResourceUsage
    overallStatus: ManagedEntityStatus
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., memory: ResourcePoolResourceUsage, cpu: ResourcePoolResourceUsage, overallStatus: ManagedEntityStatus) -> None: ...

class ResourcePoolSummary(DynamicData):
    name: str
    config: ResourceConfigSpec
    runtime: ResourcePoolRuntimeInfo
    quickStats: ResourcePoolQuickStats | None
    configuredMemoryMB: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, config: ResourceConfigSpec, runtime: ResourcePoolRuntimeInfo, quickStats: ResourcePoolQuickStats | None = ..., configuredMemoryMB: int | None = ...) -> None: ...

class ResourceViolatedEvent(ResourcePoolEvent): ...

class RestrictedVersion(SecurityError): ...

class RetrieveOptions(DynamicData):
    maxObjects: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., maxObjects: int | None = ...) -> None: ...

class RetrieveResult(DynamicData):
    token: str | None
    objects: tuple[ObjectContent, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., token: str | None = ..., objects: Sequence[ObjectContent]) -> None: ...

class RoleAddedEvent(RoleEvent):
    privilegeList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., role: RoleEventArgument, privilegeList: Sequence[str] | None = ...) -> None: ...

class RoleEvent(AuthorizationEvent):
    role: RoleEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., role: RoleEventArgument) -> None: ...

class RoleEventArgument(EventArgument):
    roleId: int
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., roleId: int, name: str) -> None: ...

class RoleRemovedEvent(RoleEvent): ...

class RoleUpdatedEvent(RoleEvent):
    privilegeList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., role: RoleEventArgument, privilegeList: Sequence[str] | None = ...) -> None: ...

class RuleViolation(VmConfigFault):
    host: ManagedObjectReference | None
    rule: ClusterRuleInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., host: ManagedObjectReference | None = ..., rule: ClusterRuleInfo | None = ...) -> None: ...

class RunScriptAction(Action):
    script: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., script: str) -> None: ...

class RuntimeFault(MethodFault): ...

class SSLDisabledFault(HostConnectFault): ...

class SSLVerifyFault(HostConnectFault):
    selfSigned: bool
    thumbprint: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., selfSigned: bool, thumbprint: str) -> None: ...

class SSPIChallenge(VimFault):
    base64Token: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., base64Token: str) -> None: ...

class ScheduledTaskCompletedEvent(ScheduledTaskEvent): ...

class ScheduledTaskCreatedEvent(ScheduledTaskEvent): ...

class ScheduledTaskDescription(DynamicData):
    action: tuple[TypeDescription, ...]
    schedulerInfo: tuple[ScheduledTaskDetail, ...]
    state: tuple[ElementDescription, ...]
    dayOfWeek: tuple[ElementDescription, ...]
    weekOfMonth: tuple[ElementDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., action: Sequence[TypeDescription], schedulerInfo: Sequence[ScheduledTaskDetail], state: Sequence[ElementDescription], dayOfWeek: Sequence[ElementDescription], weekOfMonth: Sequence[ElementDescription]) -> None: ...

class ScheduledTaskDetail(TypeDescription):
    frequency: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str, frequency: str) -> None: ...

class ScheduledTaskEmailCompletedEvent(ScheduledTaskEvent):
    to: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., scheduledTask: ScheduledTaskEventArgument, entity: ManagedEntityEventArgument, to: str) -> None: ...

class ScheduledTaskEmailFailedEvent(ScheduledTaskEvent):
    to: str
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., scheduledTask: ScheduledTaskEventArgument, entity: ManagedEntityEventArgument, to: str, reason: LocalizedMethodFault) -> None: ...

class ScheduledTaskEvent(Event):
    scheduledTask: ScheduledTaskEventArgument
    entity: ManagedEntityEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., scheduledTask: ScheduledTaskEventArgument, entity: ManagedEntityEventArgument) -> None: ...

class ScheduledTaskEventArgument(EntityEventArgument):
    scheduledTask: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, scheduledTask: ManagedObjectReference) -> None: ...

class ScheduledTaskFailedEvent(ScheduledTaskEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., scheduledTask: ScheduledTaskEventArgument, entity: ManagedEntityEventArgument, reason: LocalizedMethodFault) -> None: ...

class ScheduledTaskInfo(ScheduledTaskSpec):
    scheduledTask: ManagedObjectReference
    entity: ManagedObjectReference
    lastModifiedTime: _datetime
    lastModifiedUser: str
    nextRunTime: _datetime | None
    prevRunTime: _datetime | None
    state: TaskInfoState
    error: LocalizedMethodFault | None
    result: Any
    progress: int | None
    activeTask: ManagedObjectReference | None
    taskObject: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, description: str, enabled: bool, scheduler: TaskScheduler, action: Action, notification: str | None = ..., scheduledTask: ManagedObjectReference, entity: ManagedObjectReference, lastModifiedTime: _datetime, lastModifiedUser: str, nextRunTime: _datetime | None = ..., prevRunTime: _datetime | None = ..., state: TaskInfoState, error: LocalizedMethodFault | None = ..., result: Any = ..., progress: int | None = ..., activeTask: ManagedObjectReference | None = ..., taskObject: ManagedObjectReference | None = ...) -> None: ...

class ScheduledTaskReconfiguredEvent(ScheduledTaskEvent): ...

class ScheduledTaskRemovedEvent(ScheduledTaskEvent): ...

class ScheduledTaskSpec(DynamicData):
    name: str
    description: str
    enabled: bool
    scheduler: TaskScheduler
    action: Action
    notification: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, description: str, enabled: bool, scheduler: TaskScheduler, action: Action, notification: str | None = ...) -> None: ...

class ScheduledTaskStartedEvent(ScheduledTaskEvent): ...

class ScsiLun(HostDevice):
    key: str | None
    uuid: str
    descriptor: tuple[ScsiLunDescriptor, ...]
    canonicalName: str | None
    displayName: str | None
    lunType: str
    vendor: str | None
    model: str | None
    revision: str | None
    scsiLevel: int | None
    serialNumber: str | None
    durableName: ScsiLunDurableName | None
    alternateName: tuple[ScsiLunDurableName, ...]
    standardInquiry: tuple[int, ...]
    queueDepth: int | None
    operationalState: tuple[str, ...]
    capabilities: ScsiLunCapabilities | None
    vStorageSupport: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, deviceType: str, key: str | None = ..., uuid: str, descriptor: Sequence[ScsiLunDescriptor] | None = ..., canonicalName: str | None = ..., displayName: str | None = ..., lunType: str, vendor: str | None = ..., model: str | None = ..., revision: str | None = ..., scsiLevel: int | None = ..., serialNumber: str | None = ..., durableName: ScsiLunDurableName | None = ..., alternateName: Sequence[ScsiLunDurableName] | None = ..., standardInquiry: Sequence[int] | None = ..., queueDepth: int | None = ..., operationalState: Sequence[str], capabilities: ScsiLunCapabilities | None = ..., vStorageSupport: str | None = ...) -> None: ...

class ScsiLunCapabilities(DynamicData):
    updateDisplayNameSupported: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., updateDisplayNameSupported: bool) -> None: ...

class ScsiLunDescriptor(DynamicData):
    quality: str
    id: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., quality: str, id: str) -> None: ...

class ScsiLunDescriptorQuality(VimEnum):
    highQuality: ClassVar[ScsiLunDescriptorQuality]
    mediumQuality: ClassVar[ScsiLunDescriptorQuality]
    lowQuality: ClassVar[ScsiLunDescriptorQuality]
    unknownQuality: ClassVar[ScsiLunDescriptorQuality]

class ScsiLunDurableName(DynamicData):
    namespace: str
    namespaceId: int
    data: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., namespace: str, namespaceId: int, data: Sequence[int] | None = ...) -> None: ...

class ScsiLunState(VimEnum):
    unknownState: ClassVar[ScsiLunState]
    ok: ClassVar[ScsiLunState]
    error: ClassVar[ScsiLunState]
    off: ClassVar[ScsiLunState]
    quiesced: ClassVar[ScsiLunState]
    degraded: ClassVar[ScsiLunState]
    lostCommunication: ClassVar[ScsiLunState]

class ScsiLunType(VimEnum):
    disk: ClassVar[ScsiLunType]
    tape: ClassVar[ScsiLunType]
    printer: ClassVar[ScsiLunType]
    processor: ClassVar[ScsiLunType]
    worm: ClassVar[ScsiLunType]
    cdrom: ClassVar[ScsiLunType]
    scanner: ClassVar[ScsiLunType]
    opticalDevice: ClassVar[ScsiLunType]
    mediaChanger: ClassVar[ScsiLunType]
    communications: ClassVar[ScsiLunType]
    storageArrayController: ClassVar[ScsiLunType]
    enclosure: ClassVar[ScsiLunType]
    unknown: ClassVar[ScsiLunType]

class ScsiLunVStorageSupportStatus(VimEnum):
    vStorageSupported: ClassVar[ScsiLunVStorageSupportStatus]
    vStorageUnsupported: ClassVar[ScsiLunVStorageSupportStatus]
    vStorageUnknown: ClassVar[ScsiLunVStorageSupportStatus]

class SecondaryVmAlreadyDisabled(VmFaultToleranceIssue):
    instanceUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., instanceUuid: str) -> None: ...

class SecondaryVmAlreadyEnabled(VmFaultToleranceIssue):
    instanceUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., instanceUuid: str) -> None: ...

class SecondaryVmAlreadyRegistered(VmFaultToleranceIssue):
    instanceUuid: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., instanceUuid: str | None = ...) -> None: ...

class SecondaryVmNotRegistered(VmFaultToleranceIssue):
    instanceUuid: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., instanceUuid: str | None = ...) -> None: ...

class SecurityError(RuntimeFault): ...

class SecurityProfile(ApplyProfile):
    permission: tuple[PermissionProfile, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., permission: Sequence[PermissionProfile] | None = ...) -> None: ...

class SelectionSpec(DynamicData):
    name: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ...) -> None: ...

class SendEmailAction(Action):
    toList: str
    ccList: str
    subject: str
    body: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., toList: str, ccList: str, subject: str, body: str) -> None: ...

class SendSNMPAction(Action): ...

class ServerLicenseExpiredEvent(LicenseEvent):
    product: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., product: str) -> None: ...

class ServerStartedSessionEvent(SessionEvent): ...

class ServiceConsolePortGroupProfile(PortGroupProfile):
    ipConfig: IpAddressProfile
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str, name: str, vlan: VlanProfile, vswitch: VirtualSwitchSelectionProfile, networkPolicy: NetworkPolicyProfile, ipConfig: IpAddressProfile) -> None: ...

class ServiceConsoleReservationInfo(DynamicData):
    serviceConsoleReservedCfg: int
    serviceConsoleReserved: int
    unreserved: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., serviceConsoleReservedCfg: int, serviceConsoleReserved: int, unreserved: int) -> None: ...

class ServiceContent(DynamicData):
    rootFolder: ManagedObjectReference
    propertyCollector: ManagedObjectReference
    viewManager: ManagedObjectReference | None
    about: AboutInfo
    setting: ManagedObjectReference | None
    userDirectory: ManagedObjectReference | None
    sessionManager: ManagedObjectReference | None
    authorizationManager: ManagedObjectReference | None
    perfManager: ManagedObjectReference | None
    scheduledTaskManager: ManagedObjectReference | None
    alarmManager: ManagedObjectReference | None
    eventManager: ManagedObjectReference | None
    taskManager: ManagedObjectReference | None
    extensionManager: ManagedObjectReference | None
    customizationSpecManager: ManagedObjectReference | None
    customFieldsManager: ManagedObjectReference | None
    accountManager: ManagedObjectReference | None
    diagnosticManager: ManagedObjectReference | None
    licenseManager: ManagedObjectReference | None
    searchIndex: ManagedObjectReference | None
    fileManager: ManagedObjectReference | None
    virtualDiskManager: ManagedObjectReference | None
    virtualizationManager: ManagedObjectReference | None
    snmpSystem: ManagedObjectReference | None
    vmProvisioningChecker: ManagedObjectReference | None
    vmCompatibilityChecker: ManagedObjectReference | None
    ovfManager: ManagedObjectReference | None
    ipPoolManager: ManagedObjectReference | None
    dvSwitchManager: ManagedObjectReference | None
    hostProfileManager: ManagedObjectReference | None
    clusterProfileManager: ManagedObjectReference | None
    complianceManager: ManagedObjectReference | None
    localizationManager: ManagedObjectReference | None
    storageResourceManager: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., rootFolder: ManagedObjectReference, propertyCollector: ManagedObjectReference, viewManager: ManagedObjectReference | None = ..., about: AboutInfo, setting: ManagedObjectReference | None = ..., userDirectory: ManagedObjectReference | None = ..., sessionManager: ManagedObjectReference | None = ..., authorizationManager: ManagedObjectReference | None = ..., perfManager: ManagedObjectReference | None = ..., scheduledTaskManager: ManagedObjectReference | None = ..., alarmManager: ManagedObjectReference | None = ..., eventManager: ManagedObjectReference | None = ..., taskManager: ManagedObjectReference | None = ..., extensionManager: ManagedObjectReference | None = ..., customizationSpecManager: ManagedObjectReference | None = ..., customFieldsManager: ManagedObjectReference | None = ..., accountManager: ManagedObjectReference | None = ..., diagnosticManager: ManagedObjectReference | None = ..., licenseManager: ManagedObjectReference | None = ..., searchIndex: ManagedObjectReference | None = ..., fileManager: ManagedObjectReference | None = ..., virtualDiskManager: ManagedObjectReference | None = ..., virtualizationManager: ManagedObjectReference | None = ..., snmpSystem: ManagedObjectReference | None = ..., vmProvisioningChecker: ManagedObjectReference | None = ..., vmCompatibilityChecker: ManagedObjectReference | None = ..., ovfManager: ManagedObjectReference | None = ..., ipPoolManager: ManagedObjectReference | None = ..., dvSwitchManager: ManagedObjectReference | None = ..., hostProfileManager: ManagedObjectReference | None = ..., clusterProfileManager: ManagedObjectReference | None = ..., complianceManager: ManagedObjectReference | None = ..., localizationManager: ManagedObjectReference | None = ..., storageResourceManager: ManagedObjectReference | None = ...) -> None: ...

class ServiceProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class SessionEvent(Event): ...

class SessionManagerLocalTicket(DynamicData):
    userName: str
    passwordFilePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., userName: str, passwordFilePath: str) -> None: ...

class SessionTerminatedEvent(SessionEvent):
    sessionId: str
    terminatedUsername: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., sessionId: str, terminatedUsername: str) -> None: ...

class SharedBusControllerNotSupported(DeviceNotSupported): ...

class SharesInfo(DynamicData):
    shares: int
    level: SharesLevel
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., shares: int, level: SharesLevel) -> None: ...

class SharesLevel(VimEnum):
    low: ClassVar[SharesLevel]
    normal: ClassVar[SharesLevel]
    high: ClassVar[SharesLevel]
    custom: ClassVar[SharesLevel]

class SharesOption(DynamicData):
    sharesOption: IntOption
    defaultLevel: SharesLevel
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., sharesOption: IntOption, defaultLevel: SharesLevel) -> None: ...

class SlpDiscoveryMethod(VimEnum):
    slpDhcp: ClassVar[SlpDiscoveryMethod]
    slpAutoUnicast: ClassVar[SlpDiscoveryMethod]
    slpAutoMulticast: ClassVar[SlpDiscoveryMethod]
    slpManual: ClassVar[SlpDiscoveryMethod]

class SnapshotCloneNotSupported(SnapshotCopyNotSupported): ...

class SnapshotCopyNotSupported(MigrationFault): ...

class SnapshotDisabled(SnapshotFault): ...

class SnapshotFault(VimFault): ...

class SnapshotIncompatibleDeviceInVm(SnapshotFault):
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., fault: LocalizedMethodFault) -> None: ...

class SnapshotLocked(SnapshotFault): ...

class SnapshotMoveFromNonHomeNotSupported(SnapshotCopyNotSupported): ...

class SnapshotMoveNotSupported(SnapshotCopyNotSupported): ...

class SnapshotMoveToNonHomeNotSupported(SnapshotCopyNotSupported): ...

class SnapshotNoChange(SnapshotFault): ...

class SnapshotRevertIssue(MigrationFault):
    snapshotName: str | None
    event: tuple[Event, ...]
    errors: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., snapshotName: str | None = ..., event: Sequence[Event] | None = ..., errors: bool) -> None: ...

class SoftRuleVioCorrectionDisallowed(VmConfigFault):
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str) -> None: ...

class SoftRuleVioCorrectionImpact(VmConfigFault):
    vmName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str) -> None: ...

class StateAlarmExpression(AlarmExpression):
    operator: StateAlarmOperator
    type: str
    statePath: str
    yellow: str | None
    red: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operator: StateAlarmOperator, type: str, statePath: str, yellow: str | None = ..., red: str | None = ...) -> None: ...

class StateAlarmOperator(VimEnum):
    isEqual: ClassVar[StateAlarmOperator]
    isUnequal: ClassVar[StateAlarmOperator]

class StaticRouteProfile(ApplyProfile): ...

class StorageIOAllocationInfo(DynamicData):
    limit: int | None
    shares: SharesInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., limit: int | None = ..., shares: SharesInfo | None = ...) -> None: ...

class StorageIOAllocationOption(DynamicData):
    limitOption: LongOption
    sharesOption: SharesOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., limitOption: LongOption, sharesOption: SharesOption) -> None: ...

class StorageIORMConfigOption(DynamicData):
    enabledOption: BoolOption
    congestionThresholdOption: IntOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabledOption: BoolOption, congestionThresholdOption: IntOption) -> None: ...

class StorageIORMConfigSpec(DynamicData):
    enabled: bool | None
    congestionThreshold: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., congestionThreshold: int | None = ...) -> None: ...

class StorageIORMInfo(DynamicData):
    enabled: bool
    congestionThreshold: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, congestionThreshold: int) -> None: ...

class StorageProfile(ApplyProfile):
    nasStorage: tuple[NasStorageProfile, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., nasStorage: Sequence[NasStorageProfile] | None = ...) -> None: ...

class StorageVMotionNotSupported(MigrationFeatureNotSupported): ...

class StringOption(OptionType):
    defaultValue: str
    validCharacters: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., valueIsReadonly: bool | None = ..., defaultValue: str, validCharacters: str | None = ...) -> None: ...

class StringPolicy(InheritablePolicy):
    value: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, value: str | None = ...) -> None: ...

class SuspendedRelocateNotSupported(MigrationFault): ...

class SwapDatastoreNotWritableOnHost(DatastoreNotWritableOnHost): ...

class SwapDatastoreUnset(VimFault): ...

class SwapPlacementOverrideNotSupported(InvalidVmConfig): ...

class SwitchNotInUpgradeMode(DvsFault): ...

class SystemError(RuntimeFault):
    reason: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str) -> None: ...

class Tag(DynamicData):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str) -> None: ...

class TaskDescription(DynamicData):
    methodInfo: tuple[ElementDescription, ...]
    state: tuple[ElementDescription, ...]
    reason: tuple[TypeDescription, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., methodInfo: Sequence[ElementDescription], state: Sequence[ElementDescription], reason: Sequence[TypeDescription]) -> None: ...

class TaskEvent(Event):
    info: TaskInfo
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., info: TaskInfo) -> None: ...

class TaskFilterSpec(DynamicData):
    entity: TaskFilterSpecByEntity | None
    time: TaskFilterSpecByTime | None
    userName: TaskFilterSpecByUsername | None
    state: tuple[TaskInfoState, ...]
    alarm: ManagedObjectReference | None
    scheduledTask: ManagedObjectReference | None
    eventChainId: tuple[int, ...]
    tag: tuple[str, ...]
    parentTaskKey: tuple[str, ...]
    rootTaskKey: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: TaskFilterSpecByEntity | None = ..., time: TaskFilterSpecByTime | None = ..., userName: TaskFilterSpecByUsername | None = ..., state: Sequence[TaskInfoState] | None = ..., alarm: ManagedObjectReference | None = ..., scheduledTask: ManagedObjectReference | None = ..., eventChainId: Sequence[int] | None = ..., tag: Sequence[str] | None = ..., parentTaskKey: Sequence[str] | None = ..., rootTaskKey: Sequence[str] | None = ...) -> None: ...

class TaskFilterSpecByEntity(DynamicData):
    entity: ManagedObjectReference
    recursion: TaskFilterSpecRecursionOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entity: ManagedObjectReference, recursion: TaskFilterSpecRecursionOption) -> None: ...

class TaskFilterSpecByTime(DynamicData):
    timeType: TaskFilterSpecTimeOption
    beginTime: _datetime | None
    endTime: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., timeType: TaskFilterSpecTimeOption, beginTime: _datetime | None = ..., endTime: _datetime | None = ...) -> None: ...

class TaskFilterSpecByUsername(DynamicData):
    systemUser: bool
    userList: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., systemUser: bool, userList: Sequence[str] | None = ...) -> None: ...

class TaskFilterSpecRecursionOption(VimEnum):
    self: ClassVar[TaskFilterSpecRecursionOption]
    children: ClassVar[TaskFilterSpecRecursionOption]
    all: ClassVar[TaskFilterSpecRecursionOption]

class TaskFilterSpecTimeOption(VimEnum):
    queuedTime: ClassVar[TaskFilterSpecTimeOption]
    startedTime: ClassVar[TaskFilterSpecTimeOption]
    completedTime: ClassVar[TaskFilterSpecTimeOption]

class TaskInProgress(VimFault):
    task: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., task: ManagedObjectReference) -> None: ...

class TaskInfo(DynamicData):
    key: str
    task: ManagedObjectReference
    description: LocalizableMessage | None
    name: str | None
    descriptionId: str
    entity: ManagedObjectReference | None
    entityName: str | None
    locked: tuple[ManagedObjectReference, ...]
    state: TaskInfoState
    cancelled: bool
    cancelable: bool
    error: LocalizedMethodFault | None
    result: Any
    progress: int | None
    reason: TaskReason
    queueTime: _datetime
    startTime: _datetime | None
    completeTime: _datetime | None
    eventChainId: int
    changeTag: str | None
    parentTaskKey: str | None
    rootTaskKey: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, task: ManagedObjectReference, description: LocalizableMessage | None = ..., name: str | None = ..., descriptionId: str, entity: ManagedObjectReference | None = ..., entityName: str | None = ..., locked: Sequence[ManagedObjectReference] | None = ..., state: TaskInfoState, cancelled: bool, cancelable: bool, error: LocalizedMethodFault | None = ..., result: Any = ..., progress: int | None = ..., reason: TaskReason, queueTime: _datetime, startTime: _datetime | None = ..., completeTime: _datetime | None = ..., eventChainId: int, changeTag: str | None = ..., parentTaskKey: str | None = ..., rootTaskKey: str | None = ...) -> None: ...

class TaskInfoState(VimEnum):
    queued: ClassVar[TaskInfoState]
    running: ClassVar[TaskInfoState]
    success: ClassVar[TaskInfoState]
    error: ClassVar[TaskInfoState]

class TaskReason(DynamicData): ...

class TaskReasonAlarm(TaskReason):
    alarmName: str
    alarm: ManagedObjectReference
    entityName: str
    entity: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., alarmName: str, alarm: ManagedObjectReference, entityName: str, entity: ManagedObjectReference) -> None: ...

class TaskReasonSchedule(TaskReason):
    name: str
    scheduledTask: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, scheduledTask: ManagedObjectReference) -> None: ...

class TaskReasonSystem(TaskReason): ...

class TaskReasonUser(TaskReason):
    userName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., userName: str) -> None: ...

class TaskScheduler(DynamicData):
    activeTime: _datetime | None
    expireTime: _datetime | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ...) -> None: ...

class TaskTimeoutEvent(TaskEvent): ...

class TemplateBeingUpgradedEvent(TemplateUpgradeEvent): ...

class TemplateConfigFileInfo(VmConfigFileInfo): ...

class TemplateConfigFileQuery(VmConfigFileQuery): ...

class TemplateUpgradeEvent(Event):
    legacyTemplate: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., legacyTemplate: str) -> None: ...

class TemplateUpgradeFailedEvent(TemplateUpgradeEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., legacyTemplate: str, reason: LocalizedMethodFault) -> None: ...

class TemplateUpgradedEvent(TemplateUpgradeEvent): ...

class TimedOutHostOperationEvent(HostEvent): ...

class Timedout(VimFault): ...

class TooManyConsecutiveOverrides(VimFault): ...

class TooManyDevices(InvalidVmConfig): ...

class TooManyDisksOnLegacyHost(MigrationFault):
    diskCount: int
    timeoutDanger: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., diskCount: int, timeoutDanger: bool) -> None: ...

class TooManyHosts(HostConnectFault): ...

class TooManySnapshotLevels(SnapshotFault): ...

class ToolsAlreadyUpgraded(VmToolsUpgradeFault): ...

class ToolsAutoUpgradeNotSupported(VmToolsUpgradeFault): ...

class ToolsConfigInfo(DynamicData):
    toolsVersion: int | None
    afterPowerOn: bool | None
    afterResume: bool | None
    beforeGuestStandby: bool | None
    beforeGuestShutdown: bool | None
    beforeGuestReboot: bool | None
    toolsUpgradePolicy: str | None
    pendingCustomization: str | None
    syncTimeWithHost: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., toolsVersion: int | None = ..., afterPowerOn: bool | None = ..., afterResume: bool | None = ..., beforeGuestStandby: bool | None = ..., beforeGuestShutdown: bool | None = ..., beforeGuestReboot: bool | None = ..., toolsUpgradePolicy: str | None = ..., pendingCustomization: str | None = ..., syncTimeWithHost: bool | None = ...) -> None: ...

class ToolsImageNotAvailable(VmToolsUpgradeFault): ...

class ToolsImageSignatureCheckFailed(VmToolsUpgradeFault): ...

class ToolsInstallationInProgress(MigrationFault): ...

class ToolsUnavailable(VimFault): ...

class ToolsUpgradeCancelled(VmToolsUpgradeFault): ...

class TraversalSpec(SelectionSpec):
    type: str
    path: str
    skip: bool | None
    selectSet: tuple[SelectionSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str | None = ..., type: str, path: str, skip: bool | None = ..., selectSet: Sequence[SelectionSpec] | None = ...) -> None: ...

class TypeDescription(Description):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., label: str, summary: str, key: str) -> None: ...

class UncommittedUndoableDisk(MigrationFault): ...

class UnconfiguredPropertyValue(InvalidPropertyValue): ...

class UncustomizableGuest(CustomizationFault):
    uncustomizableGuestOS: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., uncustomizableGuestOS: str) -> None: ...

class UnexpectedCustomizationFault(CustomizationFault): ...

class UnexpectedFault(RuntimeFault):
    faultName: str
    fault: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., faultName: str, fault: LocalizedMethodFault | None = ...) -> None: ...

class UnlicensedVirtualMachinesEvent(LicenseEvent):
    unlicensed: int
    available: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., unlicensed: int, available: int) -> None: ...

class UnlicensedVirtualMachinesFoundEvent(LicenseEvent):
    available: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., available: int) -> None: ...

class UnrecognizedHost(VimFault):
    hostName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str) -> None: ...

class UnsharedSwapVMotionNotSupported(MigrationFeatureNotSupported): ...

class UnsupportedDatastore(VmConfigFault):
    datastore: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., datastore: ManagedObjectReference | None = ...) -> None: ...

class UnsupportedGuest(InvalidVmConfig):
    unsupportedGuestOS: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., unsupportedGuestOS: str) -> None: ...

class UnsupportedVimApiVersion(VimFault):
    version: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., version: str | None = ...) -> None: ...

class UnsupportedVmxLocation(VmConfigFault): ...

class UnusedVirtualDiskBlocksNotScrubbed(DeviceBackingNotSupported): ...

class UpdateSet(DynamicData):
    version: str
    filterSet: tuple[PropertyFilterUpdate, ...]
    truncated: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., version: str, filterSet: Sequence[PropertyFilterUpdate] | None = ..., truncated: bool | None = ...) -> None: ...

class UpdateVirtualMachineFilesResult(DynamicData):
    failedVmFile: tuple[UpdateVirtualMachineFilesResultFailedVmFileInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., failedVmFile: Sequence[UpdateVirtualMachineFilesResultFailedVmFileInfo] | None = ...) -> None: ...

class UpdateVirtualMachineFilesResultFailedVmFileInfo(DynamicData):
    vmFile: str
    fault: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmFile: str, fault: LocalizedMethodFault) -> None: ...

class UpdatedAgentBeingRestartedEvent(HostEvent): ...

class UpgradeEvent(Event):
    message: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., message: str) -> None: ...

class UpgradePolicy(VimEnum):
    manual: ClassVar[UpgradePolicy]
    upgradeAtPowerCycle: ClassVar[UpgradePolicy]

class UserAssignedToGroup(HostEvent):
    userLogin: str
    group: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., userLogin: str, group: str) -> None: ...

class UserGroupProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class UserInputRequiredParameterMetadata(ProfilePolicyOptionMetadata):
    userInputParameter: tuple[ProfileParameterMetadata, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: ExtendedElementDescription, parameter: Sequence[ProfileParameterMetadata] | None = ..., userInputParameter: Sequence[ProfileParameterMetadata] | None = ...) -> None: ...

class UserLoginSessionEvent(SessionEvent):
    ipAddress: str
    locale: str
    sessionId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., ipAddress: str, locale: str, sessionId: str) -> None: ...

class UserLogoutSessionEvent(SessionEvent): ...

class UserNotFound(VimFault):
    principal: str
    unresolved: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., principal: str, unresolved: bool) -> None: ...

class UserPasswordChanged(HostEvent):
    userLogin: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., userLogin: str) -> None: ...

class UserProfile(ApplyProfile):
    key: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str) -> None: ...

class UserSearchResult(DynamicData):
    principal: str
    fullName: str | None
    group: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., principal: str, fullName: str | None = ..., group: bool) -> None: ...

class UserSession(DynamicData):
    key: str
    userName: str
    fullName: str
    loginTime: _datetime
    lastActiveTime: _datetime
    locale: str
    messageLocale: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, userName: str, fullName: str, loginTime: _datetime, lastActiveTime: _datetime, locale: str, messageLocale: str) -> None: ...

class UserUnassignedFromGroup(HostEvent):
    userLogin: str
    group: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., userLogin: str, group: str) -> None: ...

class UserUpgradeEvent(UpgradeEvent): ...

class VAppAutoStartAction(VimEnum):
    none: ClassVar[VAppAutoStartAction]
    powerOn: ClassVar[VAppAutoStartAction]
    powerOff: ClassVar[VAppAutoStartAction]
    guestShutdown: ClassVar[VAppAutoStartAction]
    suspend: ClassVar[VAppAutoStartAction]

class VAppCloneSpec(DynamicData):
    location: ManagedObjectReference
    host: ManagedObjectReference | None
    resourceSpec: ResourceConfigSpec | None
    vmFolder: ManagedObjectReference | None
    networkMapping: tuple[VAppCloneSpecNetworkMappingPair, ...]
    property: tuple[KeyValue, ...]
    resourceMapping: tuple[VAppCloneSpecResourceMap, ...]
    provisioning: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., location: ManagedObjectReference, host: ManagedObjectReference | None = ..., resourceSpec: ResourceConfigSpec | None = ..., vmFolder: ManagedObjectReference | None = ..., networkMapping: Sequence[VAppCloneSpecNetworkMappingPair] | None = ..., property: Sequence[KeyValue] | None = ..., resourceMapping: Sequence[VAppCloneSpecResourceMap] | None = ..., provisioning: str | None = ...) -> None: ...

class VAppCloneSpecNetworkMappingPair(DynamicData):
    source: ManagedObjectReference
    destination: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., source: ManagedObjectReference, destination: ManagedObjectReference) -> None: ...

class VAppCloneSpecProvisioningType(VimEnum):
    sameAsSource: ClassVar[VAppCloneSpecProvisioningType]
    thin: ClassVar[VAppCloneSpecProvisioningType]
    thick: ClassVar[VAppCloneSpecProvisioningType]

class VAppCloneSpecResourceMap(DynamicData):
    source: ManagedObjectReference
    parent: ManagedObjectReference | None
    resourceSpec: ResourceConfigSpec | None
    location: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., source: ManagedObjectReference, parent: ManagedObjectReference | None = ..., resourceSpec: ResourceConfigSpec | None = ..., location: ManagedObjectReference | None = ...) -> None: ...

class VAppConfigFault(VimFault): ...

class VAppConfigInfo(VmConfigInfo):
    entityConfig: tuple[VAppEntityConfigInfo, ...]
    annotation: str
    instanceUuid: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., product: Sequence[VAppProductInfo] | None = ..., property: Sequence[VAppPropertyInfo] | None = ..., ipAssignment: VAppIPAssignmentInfo, eula: Sequence[str] | None = ..., ovfSection: Sequence[VAppOvfSectionInfo] | None = ..., ovfEnvironmentTransport: Sequence[str] | None = ..., installBootRequired: bool, installBootStopDelay: int, entityConfig: Sequence[VAppEntityConfigInfo] | None = ..., annotation: str, instanceUuid: str | None = ...) -> None: ...

class VAppConfigSpec(VmConfigSpec):
    entityConfig: tuple[VAppEntityConfigInfo, ...]
    annotation: str | None
    instanceUuid: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., product: Sequence[VAppProductSpec] | None = ..., property: Sequence[VAppPropertySpec] | None = ..., ipAssignment: VAppIPAssignmentInfo | None = ..., eula: Sequence[str] | None = ..., ovfSection: Sequence[VAppOvfSectionSpec] | None = ..., ovfEnvironmentTransport: Sequence[str] | None = ..., installBootRequired: bool | None = ..., installBootStopDelay: int | None = ..., entityConfig: Sequence[VAppEntityConfigInfo] | None = ..., annotation: str | None = ..., instanceUuid: str | None = ...) -> None: ...

class VAppEntityConfigInfo(DynamicData):
    key: ManagedObjectReference | None
    tag: str | None
    startOrder: int | None
    startDelay: int | None
    waitingForGuest: bool | None
    startAction: str | None
    stopDelay: int | None
    stopAction: str | None
    destroyWithParent: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference | None = ..., tag: str | None = ..., startOrder: int | None = ..., startDelay: int | None = ..., waitingForGuest: bool | None = ..., startAction: str | None = ..., stopDelay: int | None = ..., stopAction: str | None = ..., destroyWithParent: bool | None = ...) -> None: ...

class VAppIPAssignmentInfo(DynamicData):
    supportedAllocationScheme: tuple[str, ...]
    ipAllocationPolicy: str | None
    supportedIpProtocol: tuple[str, ...]
    ipProtocol: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., supportedAllocationScheme: Sequence[str] | None = ..., ipAllocationPolicy: str | None = ..., supportedIpProtocol: Sequence[str] | None = ..., ipProtocol: str | None = ...) -> None: ...

class VAppIPAssignmentInfoAllocationSchemes(VimEnum):
    dhcp: ClassVar[VAppIPAssignmentInfoAllocationSchemes]
    ovfenv: ClassVar[VAppIPAssignmentInfoAllocationSchemes]

class VAppIPAssignmentInfoIpAllocationPolicy(VimEnum):
    dhcpPolicy: ClassVar[VAppIPAssignmentInfoIpAllocationPolicy]
    transientPolicy: ClassVar[VAppIPAssignmentInfoIpAllocationPolicy]
    fixedPolicy: ClassVar[VAppIPAssignmentInfoIpAllocationPolicy]

class VAppIPAssignmentInfoProtocols(VimEnum):
    IPv4: ClassVar[VAppIPAssignmentInfoProtocols]
    IPv6: ClassVar[VAppIPAssignmentInfoProtocols]

class VAppNotRunning(VmConfigFault): ...

class VAppOvfSectionInfo(DynamicData):
    key: int | None
    namespace: str | None
    type: str | None
    atEnvelopeLevel: bool | None
    contents: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int | None = ..., namespace: str | None = ..., type: str | None = ..., atEnvelopeLevel: bool | None = ..., contents: str | None = ...) -> None: ...

class VAppOvfSectionSpec(ArrayUpdateSpec):
    info: VAppOvfSectionInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: VAppOvfSectionInfo | None = ...) -> None: ...

class VAppProductInfo(DynamicData):
    key: int
    classId: str | None
    instanceId: str | None
    name: str | None
    vendor: str | None
    version: str | None
    fullVersion: str | None
    vendorUrl: str | None
    productUrl: str | None
    appUrl: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, classId: str | None = ..., instanceId: str | None = ..., name: str | None = ..., vendor: str | None = ..., version: str | None = ..., fullVersion: str | None = ..., vendorUrl: str | None = ..., productUrl: str | None = ..., appUrl: str | None = ...) -> None: ...

class VAppProductSpec(ArrayUpdateSpec):
    info: VAppProductInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: VAppProductInfo | None = ...) -> None: ...

class VAppPropertyFault(VmConfigFault):
    id: str
    category: str
    label: str
    type: str
    value: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., id: str, category: str, label: str, type: str, value: str) -> None: ...

class VAppPropertyInfo(DynamicData):
    key: int
    classId: str | None
    instanceId: str | None
    id: str | None
    category: str | None
    label: str | None
    type: str | None
    userConfigurable: bool | None
    defaultValue: str | None
    value: str | None
    description: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, classId: str | None = ..., instanceId: str | None = ..., id: str | None = ..., category: str | None = ..., label: str | None = ..., type: str | None = ..., userConfigurable: bool | None = ..., defaultValue: str | None = ..., value: str | None = ..., description: str | None = ...) -> None: ...

class VAppPropertySpec(ArrayUpdateSpec):
    info: VAppPropertyInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: VAppPropertyInfo | None = ...) -> None: ...

class VAppTaskInProgress(TaskInProgress): ...

class VMFSDatastoreCreatedEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class VMFSDatastoreExpandedEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class VMFSDatastoreExtendedEvent(HostEvent):
    datastore: DatastoreEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., datastore: DatastoreEventArgument) -> None: ...

class VMINotSupported(DeviceNotSupported): ...

class VMOnConflictDVPort(CannotAccessNetwork): ...

class VMOnVirtualIntranet(CannotAccessNetwork): ...

class VMotionCompatibilityType(VimEnum):
    cpu: ClassVar[VMotionCompatibilityType]
    software: ClassVar[VMotionCompatibilityType]

class VMotionInterfaceIssue(MigrationFault):
    atSourceHost: bool
    failedHost: str
    failedHostEntity: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., atSourceHost: bool, failedHost: str, failedHostEntity: ManagedObjectReference | None = ...) -> None: ...

class VMotionLicenseExpiredEvent(LicenseEvent): ...

class VMotionLinkCapacityLow(VMotionInterfaceIssue):
    network: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., atSourceHost: bool, failedHost: str, failedHostEntity: ManagedObjectReference | None = ..., network: str) -> None: ...

class VMotionLinkDown(VMotionInterfaceIssue):
    network: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., atSourceHost: bool, failedHost: str, failedHostEntity: ManagedObjectReference | None = ..., network: str) -> None: ...

class VMotionNotConfigured(VMotionInterfaceIssue): ...

class VMotionNotLicensed(VMotionInterfaceIssue): ...

class VMotionNotSupported(VMotionInterfaceIssue): ...

class VMotionProtocolIncompatible(MigrationFault): ...

class VMwareDVSConfigInfo(DVSConfigInfo):
    pvlanConfig: tuple[VMwareDVSPvlanMapEntry, ...]
    maxMtu: int
    linkDiscoveryProtocolConfig: LinkDiscoveryProtocolConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., uuid: str, name: str, numStandalonePorts: int, numPorts: int, maxPorts: int, uplinkPortPolicy: DVSUplinkPortPolicy, uplinkPortgroup: Sequence[ManagedObjectReference] | None = ..., defaultPortConfig: DVPortSetting, host: Sequence[DistributedVirtualSwitchHostMember] | None = ..., productInfo: DistributedVirtualSwitchProductSpec, targetInfo: DistributedVirtualSwitchProductSpec | None = ..., extensionKey: str | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ..., policy: DVSPolicy | None = ..., description: str | None = ..., configVersion: str, contact: DVSContactInfo, createTime: _datetime, networkResourceManagementEnabled: bool | None = ..., pvlanConfig: Sequence[VMwareDVSPvlanMapEntry] | None = ..., maxMtu: int, linkDiscoveryProtocolConfig: LinkDiscoveryProtocolConfig | None = ...) -> None: ...

class VMwareDVSConfigSpec(DVSConfigSpec):
    pvlanConfigSpec: tuple[VMwareDVSPvlanConfigSpec, ...]
    maxMtu: int | None
    linkDiscoveryProtocolConfig: LinkDiscoveryProtocolConfig | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configVersion: str | None = ..., name: str | None = ..., numStandalonePorts: int | None = ..., maxPorts: int | None = ..., uplinkPortPolicy: DVSUplinkPortPolicy | None = ..., uplinkPortgroup: Sequence[ManagedObjectReference] | None = ..., defaultPortConfig: DVPortSetting | None = ..., host: Sequence[DistributedVirtualSwitchHostMemberConfigSpec] | None = ..., extensionKey: str | None = ..., description: str | None = ..., policy: DVSPolicy | None = ..., vendorSpecificConfig: Sequence[DistributedVirtualSwitchKeyedOpaqueBlob] | None = ..., contact: DVSContactInfo | None = ..., pvlanConfigSpec: Sequence[VMwareDVSPvlanConfigSpec] | None = ..., maxMtu: int | None = ..., linkDiscoveryProtocolConfig: LinkDiscoveryProtocolConfig | None = ...) -> None: ...

class VMwareDVSFeatureCapability(DVSFeatureCapability): ...

class VMwareDVSPortSetting(DVPortSetting):
    vlan: VmwareDistributedVirtualSwitchVlanSpec | None
    qosTag: IntPolicy | None
    uplinkTeamingPolicy: VmwareUplinkPortTeamingPolicy | None
    securityPolicy: DVSSecurityPolicy | None
    txUplink: BoolPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., blocked: BoolPolicy | None = ..., vmDirectPathGen2Allowed: BoolPolicy | None = ..., inShapingPolicy: DVSTrafficShapingPolicy | None = ..., outShapingPolicy: DVSTrafficShapingPolicy | None = ..., vendorSpecificConfig: DVSVendorSpecificConfig | None = ..., vlan: VmwareDistributedVirtualSwitchVlanSpec | None = ..., qosTag: IntPolicy | None = ..., uplinkTeamingPolicy: VmwareUplinkPortTeamingPolicy | None = ..., securityPolicy: DVSSecurityPolicy | None = ..., txUplink: BoolPolicy | None = ...) -> None: ...

class VMwareDVSPortgroupPolicy(DVPortgroupPolicy):
    vlanOverrideAllowed: bool
    uplinkTeamingOverrideAllowed: bool
    securityPolicyOverrideAllowed: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., blockOverrideAllowed: bool, shapingOverrideAllowed: bool, vendorConfigOverrideAllowed: bool, livePortMovingAllowed: bool, portConfigResetAtDisconnect: bool, vlanOverrideAllowed: bool, uplinkTeamingOverrideAllowed: bool, securityPolicyOverrideAllowed: bool) -> None: ...

class VMwareDVSPvlanConfigSpec(DynamicData):
    pvlanEntry: VMwareDVSPvlanMapEntry
    operation: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., pvlanEntry: VMwareDVSPvlanMapEntry, operation: str) -> None: ...

class VMwareDVSPvlanMapEntry(DynamicData):
    primaryVlanId: int
    secondaryVlanId: int
    pvlanType: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., primaryVlanId: int, secondaryVlanId: int, pvlanType: str) -> None: ...

class VMwareUplinkPortOrderPolicy(InheritablePolicy):
    activeUplinkPort: tuple[str, ...]
    standbyUplinkPort: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, activeUplinkPort: Sequence[str] | None = ..., standbyUplinkPort: Sequence[str] | None = ...) -> None: ...

class ValidateMigrationTestType(VimEnum):
    sourceTests: ClassVar[ValidateMigrationTestType]
    compatibilityTests: ClassVar[ValidateMigrationTestType]
    diskAccessibilityTests: ClassVar[ValidateMigrationTestType]
    resourceTests: ClassVar[ValidateMigrationTestType]

class VcAgentUninstallFailedEvent(HostEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., reason: str | None = ...) -> None: ...

class VcAgentUninstalledEvent(HostEvent): ...

class VcAgentUpgradeFailedEvent(HostEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., reason: str | None = ...) -> None: ...

class VcAgentUpgradedEvent(HostEvent): ...

class VimAccountPasswordChangedEvent(HostEvent): ...

class VimFault(MethodFault): ...

class VirtualAppImportSpec(ImportSpec):
    name: str
    vAppConfigSpec: VAppConfigSpec
    resourcePoolSpec: ResourceConfigSpec
    child: tuple[ImportSpec, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entityConfig: VAppEntityConfigInfo | None = ..., name: str, vAppConfigSpec: VAppConfigSpec, resourcePoolSpec: ResourceConfigSpec, child: Sequence[ImportSpec] | None = ...) -> None: ...

class VirtualAppLinkInfo(DynamicData):
    key: ManagedObjectReference
    destroyWithParent: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, destroyWithParent: bool | None = ...) -> None: ...

class VirtualAppSummary(ResourcePoolSummary):
    product: VAppProductInfo | None
    vAppState: VirtualAppVAppState | None
    suspended: bool | None
    installBootRequired: bool | None
    instanceUuid: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, config: ResourceConfigSpec, runtime: ResourcePoolRuntimeInfo, quickStats: ResourcePoolQuickStats | None = ..., configuredMemoryMB: int | None = ..., product: VAppProductInfo | None = ..., vAppState: VirtualAppVAppState | None = ..., suspended: bool | None = ..., installBootRequired: bool | None = ..., instanceUuid: str | None = ...) -> None: ...

class VirtualAppVAppState(VimEnum):
    started: ClassVar[VirtualAppVAppState]
    stopped: ClassVar[VirtualAppVAppState]
    starting: ClassVar[VirtualAppVAppState]
    stopping: ClassVar[VirtualAppVAppState]

class VirtualBusLogicController(VirtualSCSIController): ...

class VirtualBusLogicControllerOption(VirtualSCSIControllerOption): ...

class VirtualCdrom(VirtualDevice): ...

class VirtualCdromAtapiBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualCdromAtapiBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualCdromIsoBackingInfo(VirtualDeviceFileBackingInfo): ...

class VirtualCdromIsoBackingOption(VirtualDeviceFileBackingOption): ...

class VirtualCdromOption(VirtualDeviceOption): ...

class VirtualCdromPassthroughBackingInfo(VirtualDeviceDeviceBackingInfo):
    exclusive: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., exclusive: bool) -> None: ...

class VirtualCdromPassthroughBackingOption(VirtualDeviceDeviceBackingOption):
    exclusive: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption, exclusive: BoolOption) -> None: ...

class VirtualCdromRemoteAtapiBackingInfo(VirtualDeviceRemoteDeviceBackingInfo): ...

class VirtualCdromRemoteAtapiBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualCdromRemotePassthroughBackingInfo(VirtualDeviceRemoteDeviceBackingInfo):
    exclusive: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., exclusive: bool) -> None: ...

class VirtualCdromRemotePassthroughBackingOption(VirtualDeviceRemoteDeviceBackingOption):
    exclusive: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption, exclusive: BoolOption) -> None: ...

class VirtualController(VirtualDevice):
    busNumber: int
    device: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., busNumber: int, device: Sequence[int] | None = ...) -> None: ...

class VirtualControllerOption(VirtualDeviceOption):
    devices: IntOption
    supportedDevice: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ...) -> None: ...

class VirtualDevice(DynamicData):
    key: int
    deviceInfo: Description | None
    backing: VirtualDeviceBackingInfo | None
    connectable: VirtualDeviceConnectInfo | None
    controllerKey: int | None
    unitNumber: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ...) -> None: ...

class VirtualDeviceBackingInfo(DynamicData): ...

class VirtualDeviceBackingOption(DynamicData):
    type: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str) -> None: ...

class VirtualDeviceConfigSpec(DynamicData):
    operation: VirtualDeviceConfigSpecOperation | None
    fileOperation: VirtualDeviceConfigSpecFileOperation | None
    device: VirtualDevice
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: VirtualDeviceConfigSpecOperation | None = ..., fileOperation: VirtualDeviceConfigSpecFileOperation | None = ..., device: VirtualDevice) -> None: ...

class VirtualDeviceConfigSpecFileOperation(VimEnum):
    create: ClassVar[VirtualDeviceConfigSpecFileOperation]
    destroy: ClassVar[VirtualDeviceConfigSpecFileOperation]

class VirtualDeviceConfigSpecOperation(VimEnum):
    add: ClassVar[VirtualDeviceConfigSpecOperation]
    remove: ClassVar[VirtualDeviceConfigSpecOperation]
    edit: ClassVar[VirtualDeviceConfigSpecOperation]

class VirtualDeviceConnectInfo(DynamicData):
    startConnected: bool
    allowGuestControl: bool
    connected: bool
    status: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., startConnected: bool, allowGuestControl: bool, connected: bool, status: str | None = ...) -> None: ...

class VirtualDeviceConnectInfoStatus(VimEnum):
    ok: ClassVar[VirtualDeviceConnectInfoStatus]
    recoverableError: ClassVar[VirtualDeviceConnectInfoStatus]
    unrecoverableError: ClassVar[VirtualDeviceConnectInfoStatus]
    untried: ClassVar[VirtualDeviceConnectInfoStatus]

class VirtualDeviceConnectOption(DynamicData):
    startConnected: BoolOption
    allowGuestControl: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., startConnected: BoolOption, allowGuestControl: BoolOption) -> None: ...

class VirtualDeviceDeviceBackingInfo(VirtualDeviceBackingInfo):
    deviceName: str
    useAutoDetect: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ...) -> None: ...

class VirtualDeviceDeviceBackingOption(VirtualDeviceBackingOption):
    autoDetectAvailable: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption) -> None: ...

class VirtualDeviceFileBackingInfo(VirtualDeviceBackingInfo):
    fileName: str
    datastore: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileName: str, datastore: ManagedObjectReference | None = ...) -> None: ...

class VirtualDeviceFileBackingOption(VirtualDeviceBackingOption):
    fileNameExtensions: ChoiceOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, fileNameExtensions: ChoiceOption | None = ...) -> None: ...

class VirtualDeviceFileExtension(VimEnum):
    iso: ClassVar[VirtualDeviceFileExtension]
    flp: ClassVar[VirtualDeviceFileExtension]
    vmdk: ClassVar[VirtualDeviceFileExtension]
    dsk: ClassVar[VirtualDeviceFileExtension]
    rdm: ClassVar[VirtualDeviceFileExtension]

class VirtualDeviceOption(DynamicData):
    type: str
    connectOption: VirtualDeviceConnectOption | None
    controllerType: str | None
    autoAssignController: BoolOption | None
    backingOption: tuple[VirtualDeviceBackingOption, ...]
    defaultBackingOptionIndex: int | None
    licensingLimit: tuple[str, ...]
    deprecated: bool
    plugAndPlay: bool
    hotRemoveSupported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ...) -> None: ...

class VirtualDevicePipeBackingInfo(VirtualDeviceBackingInfo):
    pipeName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., pipeName: str) -> None: ...

class VirtualDevicePipeBackingOption(VirtualDeviceBackingOption): ...

class VirtualDeviceRemoteDeviceBackingInfo(VirtualDeviceBackingInfo):
    deviceName: str
    useAutoDetect: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ...) -> None: ...

class VirtualDeviceRemoteDeviceBackingOption(VirtualDeviceBackingOption):
    autoDetectAvailable: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption) -> None: ...

class VirtualDeviceURIBackingInfo(VirtualDeviceBackingInfo):
    serviceURI: str
    direction: str
    proxyURI: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., serviceURI: str, direction: str, proxyURI: str | None = ...) -> None: ...

class VirtualDeviceURIBackingOption(VirtualDeviceBackingOption):
    directions: ChoiceOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, directions: ChoiceOption) -> None: ...

class VirtualDeviceURIBackingOptionDirection(VimEnum):
    server: ClassVar[VirtualDeviceURIBackingOptionDirection]
    client: ClassVar[VirtualDeviceURIBackingOptionDirection]

class VirtualDisk(VirtualDevice):
    capacityInKB: int
    shares: SharesInfo | None
    storageIOAllocation: StorageIOAllocationInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., capacityInKB: int, shares: SharesInfo | None = ..., storageIOAllocation: StorageIOAllocationInfo | None = ...) -> None: ...

class VirtualDiskAdapterType(VimEnum):
    ide: ClassVar[VirtualDiskAdapterType]
    busLogic: ClassVar[VirtualDiskAdapterType]
    lsiLogic: ClassVar[VirtualDiskAdapterType]

class VirtualDiskBlocksNotFullyProvisioned(DeviceBackingNotSupported): ...

class VirtualDiskCompatibilityMode(VimEnum):
    virtualMode: ClassVar[VirtualDiskCompatibilityMode]
    physicalMode: ClassVar[VirtualDiskCompatibilityMode]

class VirtualDiskFlatVer1BackingInfo(VirtualDeviceFileBackingInfo):
    diskMode: str
    split: bool | None
    writeThrough: bool | None
    contentId: str | None
    parent: VirtualDiskFlatVer1BackingInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileName: str, datastore: ManagedObjectReference | None = ..., diskMode: str, split: bool | None = ..., writeThrough: bool | None = ..., contentId: str | None = ..., parent: VirtualDiskFlatVer1BackingInfo | None = ...) -> None: ...

class VirtualDiskFlatVer1BackingOption(VirtualDeviceFileBackingOption):
    diskMode: ChoiceOption
    split: BoolOption
    writeThrough: BoolOption
    growable: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, fileNameExtensions: ChoiceOption | None = ..., diskMode: ChoiceOption, split: BoolOption, writeThrough: BoolOption, growable: bool) -> None: ...

class VirtualDiskFlatVer2BackingInfo(VirtualDeviceFileBackingInfo):
    diskMode: str
    split: bool | None
    writeThrough: bool | None
    thinProvisioned: bool | None
    eagerlyScrub: bool | None
    uuid: str | None
    contentId: str | None
    changeId: str | None
    parent: VirtualDiskFlatVer2BackingInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileName: str, datastore: ManagedObjectReference | None = ..., diskMode: str, split: bool | None = ..., writeThrough: bool | None = ..., thinProvisioned: bool | None = ..., eagerlyScrub: bool | None = ..., uuid: str | None = ..., contentId: str | None = ..., changeId: str | None = ..., parent: VirtualDiskFlatVer2BackingInfo | None = ...) -> None: ...

class VirtualDiskFlatVer2BackingOption(VirtualDeviceFileBackingOption):
    diskMode: ChoiceOption
    split: BoolOption
    writeThrough: BoolOption
    growable: bool
    hotGrowable: bool
    uuid: bool
    thinProvisioned: BoolOption | None
    eagerlyScrub: BoolOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, fileNameExtensions: ChoiceOption | None = ..., diskMode: ChoiceOption, split: BoolOption, writeThrough: BoolOption, growable: bool, hotGrowable: bool, uuid: bool, thinProvisioned: BoolOption | None = ..., eagerlyScrub: BoolOption | None = ...) -> None: ...

class VirtualDiskMode(VimEnum):
    persistent: ClassVar[VirtualDiskMode]
    nonpersistent: ClassVar[VirtualDiskMode]
    undoable: ClassVar[VirtualDiskMode]
    independent_persistent: ClassVar[VirtualDiskMode]
    independent_nonpersistent: ClassVar[VirtualDiskMode]
    append: ClassVar[VirtualDiskMode]

class VirtualDiskModeNotSupported(DeviceNotSupported):
    mode: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, reason: str | None = ..., mode: str) -> None: ...

class VirtualDiskOption(VirtualDeviceOption):
    capacityInKB: LongOption
    ioAllocationOption: StorageIOAllocationOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., capacityInKB: LongOption, ioAllocationOption: StorageIOAllocationOption | None = ...) -> None: ...

class VirtualDiskPartitionedRawDiskVer2BackingInfo(VirtualDiskRawDiskVer2BackingInfo):
    partition: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., descriptorFileName: str, uuid: str | None = ..., changeId: str | None = ..., partition: Sequence[int]) -> None: ...

class VirtualDiskPartitionedRawDiskVer2BackingOption(VirtualDiskRawDiskVer2BackingOption): ...

class VirtualDiskRawDiskMappingVer1BackingInfo(VirtualDeviceFileBackingInfo):
    lunUuid: str | None
    deviceName: str | None
    compatibilityMode: str | None
    diskMode: str | None
    uuid: str | None
    contentId: str | None
    changeId: str | None
    parent: VirtualDiskRawDiskMappingVer1BackingInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileName: str, datastore: ManagedObjectReference | None = ..., lunUuid: str | None = ..., deviceName: str | None = ..., compatibilityMode: str | None = ..., diskMode: str | None = ..., uuid: str | None = ..., contentId: str | None = ..., changeId: str | None = ..., parent: VirtualDiskRawDiskMappingVer1BackingInfo | None = ...) -> None: ...

class VirtualDiskRawDiskMappingVer1BackingOption(VirtualDeviceDeviceBackingOption):
    descriptorFileNameExtensions: ChoiceOption | None
    compatibilityMode: ChoiceOption
    diskMode: ChoiceOption
    uuid: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption, descriptorFileNameExtensions: ChoiceOption | None = ..., compatibilityMode: ChoiceOption, diskMode: ChoiceOption, uuid: bool) -> None: ...

class VirtualDiskRawDiskVer2BackingInfo(VirtualDeviceDeviceBackingInfo):
    descriptorFileName: str
    uuid: str | None
    changeId: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., descriptorFileName: str, uuid: str | None = ..., changeId: str | None = ...) -> None: ...

class VirtualDiskRawDiskVer2BackingOption(VirtualDeviceDeviceBackingOption):
    descriptorFileNameExtensions: ChoiceOption
    uuid: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption, descriptorFileNameExtensions: ChoiceOption, uuid: bool) -> None: ...

class VirtualDiskSparseVer1BackingInfo(VirtualDeviceFileBackingInfo):
    diskMode: str
    split: bool | None
    writeThrough: bool | None
    spaceUsedInKB: int | None
    contentId: str | None
    parent: VirtualDiskSparseVer1BackingInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileName: str, datastore: ManagedObjectReference | None = ..., diskMode: str, split: bool | None = ..., writeThrough: bool | None = ..., spaceUsedInKB: int | None = ..., contentId: str | None = ..., parent: VirtualDiskSparseVer1BackingInfo | None = ...) -> None: ...

class VirtualDiskSparseVer1BackingOption(VirtualDeviceFileBackingOption):
    diskModes: ChoiceOption
    split: BoolOption
    writeThrough: BoolOption
    growable: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, fileNameExtensions: ChoiceOption | None = ..., diskModes: ChoiceOption, split: BoolOption, writeThrough: BoolOption, growable: bool) -> None: ...

class VirtualDiskSparseVer2BackingInfo(VirtualDeviceFileBackingInfo):
    diskMode: str
    split: bool | None
    writeThrough: bool | None
    spaceUsedInKB: int | None
    uuid: str | None
    contentId: str | None
    changeId: str | None
    parent: VirtualDiskSparseVer2BackingInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileName: str, datastore: ManagedObjectReference | None = ..., diskMode: str, split: bool | None = ..., writeThrough: bool | None = ..., spaceUsedInKB: int | None = ..., uuid: str | None = ..., contentId: str | None = ..., changeId: str | None = ..., parent: VirtualDiskSparseVer2BackingInfo | None = ...) -> None: ...

class VirtualDiskSparseVer2BackingOption(VirtualDeviceFileBackingOption):
    diskMode: ChoiceOption
    split: BoolOption
    writeThrough: BoolOption
    growable: bool
    hotGrowable: bool
    uuid: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, fileNameExtensions: ChoiceOption | None = ..., diskMode: ChoiceOption, split: BoolOption, writeThrough: BoolOption, growable: bool, hotGrowable: bool, uuid: bool) -> None: ...

class VirtualDiskSpec(DynamicData):
    diskType: str
    adapterType: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskType: str, adapterType: str) -> None: ...

class VirtualDiskType(VimEnum):
    preallocated: ClassVar[VirtualDiskType]
    thin: ClassVar[VirtualDiskType]
    rdm: ClassVar[VirtualDiskType]
    rdmp: ClassVar[VirtualDiskType]
    raw: ClassVar[VirtualDiskType]
    sparse2Gb: ClassVar[VirtualDiskType]
    thick2Gb: ClassVar[VirtualDiskType]
    eagerZeroedThick: ClassVar[VirtualDiskType]
    sparseMonolithic: ClassVar[VirtualDiskType]
    flatMonolithic: ClassVar[VirtualDiskType]
    thick: ClassVar[VirtualDiskType]

class VirtualE1000(VirtualEthernetCard): ...

class VirtualE1000Option(VirtualEthernetCardOption): ...

class VirtualEnsoniq1371(VirtualSoundCard): ...

class VirtualEnsoniq1371Option(VirtualSoundCardOption): ...

class VirtualEthernetCard(VirtualDevice):
    addressType: str | None
    macAddress: str | None
    wakeOnLanEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., addressType: str | None = ..., macAddress: str | None = ..., wakeOnLanEnabled: bool | None = ...) -> None: ...

class VirtualEthernetCardDVPortBackingOption(VirtualDeviceBackingOption): ...

class VirtualEthernetCardDistributedVirtualPortBackingInfo(VirtualDeviceBackingInfo):
    port: DistributedVirtualSwitchPortConnection
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., port: DistributedVirtualSwitchPortConnection) -> None: ...

class VirtualEthernetCardLegacyNetworkBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualEthernetCardLegacyNetworkBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualEthernetCardLegacyNetworkDeviceName(VimEnum):
    bridged: ClassVar[VirtualEthernetCardLegacyNetworkDeviceName]
    nat: ClassVar[VirtualEthernetCardLegacyNetworkDeviceName]
    hostonly: ClassVar[VirtualEthernetCardLegacyNetworkDeviceName]

class VirtualEthernetCardMacType(VimEnum):
    manual: ClassVar[VirtualEthernetCardMacType]
    generated: ClassVar[VirtualEthernetCardMacType]
    assigned: ClassVar[VirtualEthernetCardMacType]

class VirtualEthernetCardNetworkBackingInfo(VirtualDeviceDeviceBackingInfo):
    network: ManagedObjectReference | None
    inPassthroughMode: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., network: ManagedObjectReference | None = ..., inPassthroughMode: bool | None = ...) -> None: ...

class VirtualEthernetCardNetworkBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualEthernetCardNotSupported(DeviceNotSupported): ...

class VirtualEthernetCardOption(VirtualDeviceOption):
    supportedOUI: ChoiceOption
    macType: ChoiceOption
    wakeOnLanEnabled: BoolOption
    vmDirectPathGen2Supported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., supportedOUI: ChoiceOption, macType: ChoiceOption, wakeOnLanEnabled: BoolOption, vmDirectPathGen2Supported: bool | None = ...) -> None: ...

class VirtualFloppy(VirtualDevice): ...

class VirtualFloppyDeviceBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualFloppyDeviceBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualFloppyImageBackingInfo(VirtualDeviceFileBackingInfo): ...

class VirtualFloppyImageBackingOption(VirtualDeviceFileBackingOption): ...

class VirtualFloppyOption(VirtualDeviceOption): ...

class VirtualFloppyRemoteDeviceBackingInfo(VirtualDeviceRemoteDeviceBackingInfo): ...

class VirtualFloppyRemoteDeviceBackingOption(VirtualDeviceRemoteDeviceBackingOption): ...

class VirtualHardware(DynamicData):
    numCPU: int
    memoryMB: int
    device: tuple[VirtualDevice, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., numCPU: int, memoryMB: int, device: Sequence[VirtualDevice] | None = ...) -> None: ...

class VirtualHardwareCompatibilityIssue(VmConfigFault): ...

class VirtualHardwareOption(DynamicData):
    hwVersion: int
    virtualDeviceOption: tuple[VirtualDeviceOption, ...]
    deviceListReadonly: bool
    numCPU: tuple[int, ...]
    numCpuReadonly: bool
    memoryMB: LongOption
    numPCIControllers: IntOption
    numIDEControllers: IntOption
    numUSBControllers: IntOption
    numSIOControllers: IntOption
    numPS2Controllers: IntOption
    licensingLimit: tuple[str, ...]
    numSupportedWwnPorts: IntOption | None
    numSupportedWwnNodes: IntOption | None
    resourceConfigOption: ResourceConfigOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., hwVersion: int, virtualDeviceOption: Sequence[VirtualDeviceOption], deviceListReadonly: bool, numCPU: Sequence[int], numCpuReadonly: bool, memoryMB: LongOption, numPCIControllers: IntOption, numIDEControllers: IntOption, numUSBControllers: IntOption, numSIOControllers: IntOption, numPS2Controllers: IntOption, licensingLimit: Sequence[str] | None = ..., numSupportedWwnPorts: IntOption | None = ..., numSupportedWwnNodes: IntOption | None = ..., resourceConfigOption: ResourceConfigOption | None = ...) -> None: ...

class VirtualHardwareVersionNotSupported(VirtualHardwareCompatibilityIssue):
    hostName: str
    host: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str, host: ManagedObjectReference) -> None: ...

class VirtualIDEController(VirtualController): ...

class VirtualIDEControllerOption(VirtualControllerOption):
    numIDEDisks: IntOption
    numIDECdroms: IntOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ..., numIDEDisks: IntOption, numIDECdroms: IntOption) -> None: ...

class VirtualKeyboard(VirtualDevice): ...

class VirtualKeyboardOption(VirtualDeviceOption): ...

class VirtualLsiLogicController(VirtualSCSIController): ...

class VirtualLsiLogicControllerOption(VirtualSCSIControllerOption): ...

class VirtualLsiLogicSASController(VirtualSCSIController): ...

class VirtualLsiLogicSASControllerOption(VirtualSCSIControllerOption): ...

class VirtualMachineAffinityInfo(DynamicData):
    affinitySet: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., affinitySet: Sequence[int] | None = ...) -> None: ...

class VirtualMachineAppHeartbeatStatusType(VimEnum):
    appStatusGray: ClassVar[VirtualMachineAppHeartbeatStatusType]
    appStatusGreen: ClassVar[VirtualMachineAppHeartbeatStatusType]
    appStatusRed: ClassVar[VirtualMachineAppHeartbeatStatusType]

class VirtualMachineBootOptions(DynamicData):
    bootDelay: int | None
    enterBIOSSetup: bool | None
    bootRetryEnabled: bool | None
    bootRetryDelay: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., bootDelay: int | None = ..., enterBIOSSetup: bool | None = ..., bootRetryEnabled: bool | None = ..., bootRetryDelay: int | None = ...) -> None: ...

class VirtualMachineCapability(DynamicData):
    snapshotOperationsSupported: bool
    multipleSnapshotsSupported: bool
    snapshotConfigSupported: bool
    poweredOffSnapshotsSupported: bool
    memorySnapshotsSupported: bool
    revertToSnapshotSupported: bool
    quiescedSnapshotsSupported: bool
    disableSnapshotsSupported: bool
    lockSnapshotsSupported: bool
    consolePreferencesSupported: bool
    cpuFeatureMaskSupported: bool
    s1AcpiManagementSupported: bool
    settingScreenResolutionSupported: bool
    toolsAutoUpdateSupported: bool
    vmNpivWwnSupported: bool
    npivWwnOnNonRdmVmSupported: bool
    vmNpivWwnDisableSupported: bool | None
    vmNpivWwnUpdateSupported: bool | None
    swapPlacementSupported: bool
    toolsSyncTimeSupported: bool
    virtualMmuUsageSupported: bool
    diskSharesSupported: bool
    bootOptionsSupported: bool
    bootRetryOptionsSupported: bool | None
    settingVideoRamSizeSupported: bool
    settingDisplayTopologySupported: bool | None
    recordReplaySupported: bool | None
    changeTrackingSupported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., snapshotOperationsSupported: bool, multipleSnapshotsSupported: bool, snapshotConfigSupported: bool, poweredOffSnapshotsSupported: bool, memorySnapshotsSupported: bool, revertToSnapshotSupported: bool, quiescedSnapshotsSupported: bool, disableSnapshotsSupported: bool, lockSnapshotsSupported: bool, consolePreferencesSupported: bool, cpuFeatureMaskSupported: bool, s1AcpiManagementSupported: bool, settingScreenResolutionSupported: bool, toolsAutoUpdateSupported: bool, vmNpivWwnSupported: bool, npivWwnOnNonRdmVmSupported: bool, vmNpivWwnDisableSupported: bool | None = ..., vmNpivWwnUpdateSupported: bool | None = ..., swapPlacementSupported: bool, toolsSyncTimeSupported: bool, virtualMmuUsageSupported: bool, diskSharesSupported: bool, bootOptionsSupported: bool, bootRetryOptionsSupported: bool | None = ..., settingVideoRamSizeSupported: bool, settingDisplayTopologySupported: bool | None = ..., recordReplaySupported: bool | None = ..., changeTrackingSupported: bool | None = ...) -> None: ...

class VirtualMachineCdromInfo(VirtualMachineTargetInfo): ...

class VirtualMachineCloneSpec(DynamicData):
    location: VirtualMachineRelocateSpec
    template: bool
    config: VirtualMachineConfigSpec | None
    customization: CustomizationSpec | None
    powerOn: bool
    snapshot: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., location: VirtualMachineRelocateSpec, template: bool, config: VirtualMachineConfigSpec | None = ..., customization: CustomizationSpec | None = ..., powerOn: bool, snapshot: ManagedObjectReference | None = ...) -> None: ...

class VirtualMachineConfigInfo(DynamicData):
    changeVersion: str
    modified: _datetime
    name: str
    guestFullName: str
    version: str
    uuid: str
    instanceUuid: str | None
    npivNodeWorldWideName: tuple[int, ...]
    npivPortWorldWideName: tuple[int, ...]
    npivWorldWideNameType: str | None
    npivDesiredNodeWwns: int | None
    npivDesiredPortWwns: int | None
    npivTemporaryDisabled: bool | None
    npivOnNonRdmDisks: bool | None
    locationId: str | None
    template: bool
    guestId: str
    alternateGuestName: str
    annotation: str | None
    files: VirtualMachineFileInfo
    tools: ToolsConfigInfo | None
    flags: VirtualMachineFlagInfo
    consolePreferences: VirtualMachineConsolePreferences | None
    defaultPowerOps: VirtualMachineDefaultPowerOpInfo
    hardware: VirtualHardware
    cpuAllocation: ResourceAllocationInfo | None
    memoryAllocation: ResourceAllocationInfo | None
    memoryHotAddEnabled: bool | None
    cpuHotAddEnabled: bool | None
    cpuHotRemoveEnabled: bool | None
    hotPlugMemoryLimit: int | None
    hotPlugMemoryIncrementSize: int | None
    cpuAffinity: VirtualMachineAffinityInfo | None
    memoryAffinity: VirtualMachineAffinityInfo | None
    networkShaper: VirtualMachineNetworkShaperInfo | None
    extraConfig: tuple[OptionValue, ...]
    cpuFeatureMask: tuple[HostCpuIdInfo, ...]
    datastoreUrl: tuple[VirtualMachineConfigInfoDatastoreUrlPair, ...]
    swapPlacement: str | None
    bootOptions: VirtualMachineBootOptions | None
    ftInfo: FaultToleranceConfigInfo | None
    vAppConfig: VmConfigInfo | None
    vAssertsEnabled: bool | None
    changeTrackingEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeVersion: str, modified: _datetime, name: str, guestFullName: str, version: str, uuid: str, instanceUuid: str | None = ..., npivNodeWorldWideName: Sequence[int] | None = ..., npivPortWorldWideName: Sequence[int] | None = ..., npivWorldWideNameType: str | None = ..., npivDesiredNodeWwns: int | None = ..., npivDesiredPortWwns: int | None = ..., npivTemporaryDisabled: bool | None = ..., npivOnNonRdmDisks: bool | None = ..., locationId: str | None = ..., template: bool, guestId: str, alternateGuestName: str, annotation: str | None = ..., files: VirtualMachineFileInfo, tools: ToolsConfigInfo | None = ..., flags: VirtualMachineFlagInfo, consolePreferences: VirtualMachineConsolePreferences | None = ..., defaultPowerOps: VirtualMachineDefaultPowerOpInfo, hardware: VirtualHardware, cpuAllocation: ResourceAllocationInfo | None = ..., memoryAllocation: ResourceAllocationInfo | None = ..., memoryHotAddEnabled: bool | None = ..., cpuHotAddEnabled: bool | None = ..., cpuHotRemoveEnabled: bool | None = ..., hotPlugMemoryLimit: int | None = ..., hotPlugMemoryIncrementSize: int | None = ..., cpuAffinity: VirtualMachineAffinityInfo | None = ..., memoryAffinity: VirtualMachineAffinityInfo | None = ..., networkShaper: VirtualMachineNetworkShaperInfo | None = ..., extraConfig: Sequence[OptionValue] | None = ..., cpuFeatureMask: Sequence[HostCpuIdInfo] | None = ..., datastoreUrl: Sequence[VirtualMachineConfigInfoDatastoreUrlPair] | None = ..., swapPlacement: str | None = ..., bootOptions: VirtualMachineBootOptions | None = ..., ftInfo: FaultToleranceConfigInfo | None = ..., vAppConfig: VmConfigInfo | None = ..., vAssertsEnabled: bool | None = ..., changeTrackingEnabled: bool | None = ...) -> None: ...

class VirtualMachineConfigInfoDatastoreUrlPair(DynamicData):
    name: str
    url: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, url: str) -> None: ...

class VirtualMachineConfigInfoNpivWwnType(VimEnum):
    vc: ClassVar[VirtualMachineConfigInfoNpivWwnType]
    host: ClassVar[VirtualMachineConfigInfoNpivWwnType]
    external: ClassVar[VirtualMachineConfigInfoNpivWwnType]

class VirtualMachineConfigInfoSwapPlacementType(VimEnum):
    inherit: ClassVar[VirtualMachineConfigInfoSwapPlacementType]
    vmDirectory: ClassVar[VirtualMachineConfigInfoSwapPlacementType]
    hostLocal: ClassVar[VirtualMachineConfigInfoSwapPlacementType]

class VirtualMachineConfigOption(DynamicData):
    version: str
    description: str
    guestOSDescriptor: tuple[GuestOsDescriptor, ...]
    guestOSDefaultIndex: int
    hardwareOptions: VirtualHardwareOption
    capabilities: VirtualMachineCapability
    datastore: DatastoreOption
    defaultDevice: tuple[VirtualDevice, ...]
    supportedMonitorType: tuple[str, ...]
    supportedOvfEnvironmentTransport: tuple[str, ...]
    supportedOvfInstallTransport: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., version: str, description: str, guestOSDescriptor: Sequence[GuestOsDescriptor], guestOSDefaultIndex: int, hardwareOptions: VirtualHardwareOption, capabilities: VirtualMachineCapability, datastore: DatastoreOption, defaultDevice: Sequence[VirtualDevice] | None = ..., supportedMonitorType: Sequence[str], supportedOvfEnvironmentTransport: Sequence[str] | None = ..., supportedOvfInstallTransport: Sequence[str] | None = ...) -> None: ...

class VirtualMachineConfigOptionDescriptor(DynamicData):
    key: str
    description: str | None
    host: tuple[ManagedObjectReference, ...]
    createSupported: bool | None
    defaultConfigOption: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: str, description: str | None = ..., host: Sequence[ManagedObjectReference] | None = ..., createSupported: bool | None = ..., defaultConfigOption: bool | None = ...) -> None: ...

class VirtualMachineConfigSpec(DynamicData):
    changeVersion: str | None
    name: str | None
    version: str | None
    uuid: str | None
    instanceUuid: str | None
    npivNodeWorldWideName: tuple[int, ...]
    npivPortWorldWideName: tuple[int, ...]
    npivWorldWideNameType: str | None
    npivDesiredNodeWwns: int | None
    npivDesiredPortWwns: int | None
    npivTemporaryDisabled: bool | None
    npivOnNonRdmDisks: bool | None
    npivWorldWideNameOp: str | None
    locationId: str | None
    guestId: str | None
    alternateGuestName: str | None
    annotation: str | None
    files: VirtualMachineFileInfo | None
    tools: ToolsConfigInfo | None
    flags: VirtualMachineFlagInfo | None
    consolePreferences: VirtualMachineConsolePreferences | None
    powerOpInfo: VirtualMachineDefaultPowerOpInfo | None
    numCPUs: int | None
    memoryMB: int | None
    memoryHotAddEnabled: bool | None
    cpuHotAddEnabled: bool | None
    cpuHotRemoveEnabled: bool | None
    deviceChange: tuple[VirtualDeviceConfigSpec, ...]
    cpuAllocation: ResourceAllocationInfo | None
    memoryAllocation: ResourceAllocationInfo | None
    cpuAffinity: VirtualMachineAffinityInfo | None
    memoryAffinity: VirtualMachineAffinityInfo | None
    networkShaper: VirtualMachineNetworkShaperInfo | None
    cpuFeatureMask: tuple[VirtualMachineCpuIdInfoSpec, ...]
    extraConfig: tuple[OptionValue, ...]
    swapPlacement: str | None
    bootOptions: VirtualMachineBootOptions | None
    vAppConfig: VmConfigSpec | None
    ftInfo: FaultToleranceConfigInfo | None
    vAppConfigRemoved: bool | None
    vAssertsEnabled: bool | None
    changeTrackingEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., changeVersion: str | None = ..., name: str | None = ..., version: str | None = ..., uuid: str | None = ..., instanceUuid: str | None = ..., npivNodeWorldWideName: Sequence[int] | None = ..., npivPortWorldWideName: Sequence[int] | None = ..., npivWorldWideNameType: str | None = ..., npivDesiredNodeWwns: int | None = ..., npivDesiredPortWwns: int | None = ..., npivTemporaryDisabled: bool | None = ..., npivOnNonRdmDisks: bool | None = ..., npivWorldWideNameOp: str | None = ..., locationId: str | None = ..., guestId: str | None = ..., alternateGuestName: str | None = ..., annotation: str | None = ..., files: VirtualMachineFileInfo | None = ..., tools: ToolsConfigInfo | None = ..., flags: VirtualMachineFlagInfo | None = ..., consolePreferences: VirtualMachineConsolePreferences | None = ..., powerOpInfo: VirtualMachineDefaultPowerOpInfo | None = ..., numCPUs: int | None = ..., memoryMB: int | None = ..., memoryHotAddEnabled: bool | None = ..., cpuHotAddEnabled: bool | None = ..., cpuHotRemoveEnabled: bool | None = ..., deviceChange: Sequence[VirtualDeviceConfigSpec] | None = ..., cpuAllocation: ResourceAllocationInfo | None = ..., memoryAllocation: ResourceAllocationInfo | None = ..., cpuAffinity: VirtualMachineAffinityInfo | None = ..., memoryAffinity: VirtualMachineAffinityInfo | None = ..., networkShaper: VirtualMachineNetworkShaperInfo | None = ..., cpuFeatureMask: Sequence[VirtualMachineCpuIdInfoSpec] | None = ..., extraConfig: Sequence[OptionValue] | None = ..., swapPlacement: str | None = ..., bootOptions: VirtualMachineBootOptions | None = ..., vAppConfig: VmConfigSpec | None = ..., ftInfo: FaultToleranceConfigInfo | None = ..., vAppConfigRemoved: bool | None = ..., vAssertsEnabled: bool | None = ..., changeTrackingEnabled: bool | None = ...) -> None: ...

class VirtualMachineConfigSpecNpivWwnOp(VimEnum):
    generate: ClassVar[VirtualMachineConfigSpecNpivWwnOp]
    set: ClassVar[VirtualMachineConfigSpecNpivWwnOp]
    remove: ClassVar[VirtualMachineConfigSpecNpivWwnOp]
    extend: ClassVar[VirtualMachineConfigSpecNpivWwnOp]

class VirtualMachineConfigSummary(DynamicData):
    name: str
    template: bool
    vmPathName: str
    memorySizeMB: int | None
    cpuReservation: int | None
    memoryReservation: int | None
    numCpu: int | None
    numEthernetCards: int | None
    numVirtualDisks: int | None
    uuid: str | None
    instanceUuid: str | None
    guestId: str | None
    guestFullName: str | None
    annotation: str | None
    product: VAppProductInfo | None
    installBootRequired: bool | None
    ftInfo: FaultToleranceConfigInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, template: bool, vmPathName: str, memorySizeMB: int | None = ..., cpuReservation: int | None = ..., memoryReservation: int | None = ..., numCpu: int | None = ..., numEthernetCards: int | None = ..., numVirtualDisks: int | None = ..., uuid: str | None = ..., instanceUuid: str | None = ..., guestId: str | None = ..., guestFullName: str | None = ..., annotation: str | None = ..., product: VAppProductInfo | None = ..., installBootRequired: bool | None = ..., ftInfo: FaultToleranceConfigInfo | None = ...) -> None: ...

class VirtualMachineConnectionState(VimEnum):
    connected: ClassVar[VirtualMachineConnectionState]
    disconnected: ClassVar[VirtualMachineConnectionState]
    orphaned: ClassVar[VirtualMachineConnectionState]
    inaccessible: ClassVar[VirtualMachineConnectionState]
    invalid: ClassVar[VirtualMachineConnectionState]

class VirtualMachineConsolePreferences(DynamicData):
    powerOnWhenOpened: bool | None
    enterFullScreenOnPowerOn: bool | None
    closeOnPowerOffOrSuspend: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., powerOnWhenOpened: bool | None = ..., enterFullScreenOnPowerOn: bool | None = ..., closeOnPowerOffOrSuspend: bool | None = ...) -> None: ...

class VirtualMachineCpuIdInfoSpec(ArrayUpdateSpec):
    info: HostCpuIdInfo | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., operation: ArrayUpdateOperation, removeKey: Any = ..., info: HostCpuIdInfo | None = ...) -> None: ...

class VirtualMachineDatastoreInfo(VirtualMachineTargetInfo):
    datastore: DatastoreSummary
    capability: DatastoreCapability
    maxFileSize: int
    mode: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., datastore: DatastoreSummary, capability: DatastoreCapability, maxFileSize: int, mode: str) -> None: ...

class VirtualMachineDatastoreVolumeOption(DynamicData):
    fileSystemType: str
    majorVersion: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileSystemType: str, majorVersion: int | None = ...) -> None: ...

class VirtualMachineDefaultPowerOpInfo(DynamicData):
    powerOffType: str | None
    suspendType: str | None
    resetType: str | None
    defaultPowerOffType: str | None
    defaultSuspendType: str | None
    defaultResetType: str | None
    standbyAction: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., powerOffType: str | None = ..., suspendType: str | None = ..., resetType: str | None = ..., defaultPowerOffType: str | None = ..., defaultSuspendType: str | None = ..., defaultResetType: str | None = ..., standbyAction: str | None = ...) -> None: ...

class VirtualMachineDeviceRuntimeInfo(DynamicData):
    runtimeState: VirtualMachineDeviceRuntimeInfoDeviceRuntimeState
    key: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., runtimeState: VirtualMachineDeviceRuntimeInfoDeviceRuntimeState, key: int) -> None: ...

class VirtualMachineDeviceRuntimeInfoDeviceRuntimeState(DynamicData): ...

class VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeState(VirtualMachineDeviceRuntimeInfoDeviceRuntimeState):
    vmDirectPathGen2Active: bool
    vmDirectPathGen2InactiveReasonVm: tuple[str, ...]
    vmDirectPathGen2InactiveReasonOther: tuple[str, ...]
    vmDirectPathGen2InactiveReasonExtended: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmDirectPathGen2Active: bool, vmDirectPathGen2InactiveReasonVm: Sequence[str] | None = ..., vmDirectPathGen2InactiveReasonOther: Sequence[str] | None = ..., vmDirectPathGen2InactiveReasonExtended: str | None = ...) -> None: ...

class VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonOther(VimEnum):
    vmNptIncompatibleHost: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonOther]
    vmNptIncompatibleNetwork: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonOther]

class VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm(VimEnum):
    vmNptIncompatibleGuest: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptIncompatibleGuestDriver: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptIncompatibleAdapterType: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptDisabledOrDisconnectedAdapter: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptIncompatibleAdapterFeatures: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptIncompatibleBackingType: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptInsufficientMemoryReservation: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptFaultToleranceOrRecordReplayConfigured: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptConflictingIOChainConfigured: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptMonitorBlocks: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptConflictingOperationInProgress: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]
    vmNptRuntimeError: ClassVar[VirtualMachineDeviceRuntimeInfoVirtualEthernetCardRuntimeStateVmDirectPathGen2InactiveReasonVm]

class VirtualMachineDiskDeviceInfo(VirtualMachineTargetInfo):
    capacity: int | None
    vm: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., capacity: int | None = ..., vm: Sequence[ManagedObjectReference] | None = ...) -> None: ...

class VirtualMachineDisplayTopology(DynamicData):
    x: int
    y: int
    width: int
    height: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., x: int, y: int, width: int, height: int) -> None: ...

class VirtualMachineFaultToleranceState(VimEnum):
    notConfigured: ClassVar[VirtualMachineFaultToleranceState]
    disabled: ClassVar[VirtualMachineFaultToleranceState]
    enabled: ClassVar[VirtualMachineFaultToleranceState]
    needSecondary: ClassVar[VirtualMachineFaultToleranceState]
    starting: ClassVar[VirtualMachineFaultToleranceState]
    running: ClassVar[VirtualMachineFaultToleranceState]

class VirtualMachineFileInfo(DynamicData):
    vmPathName: str | None
    snapshotDirectory: str | None
    suspendDirectory: str | None
    logDirectory: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vmPathName: str | None = ..., snapshotDirectory: str | None = ..., suspendDirectory: str | None = ..., logDirectory: str | None = ...) -> None: ...

class VirtualMachineFileLayout(DynamicData):
    configFile: tuple[str, ...]
    logFile: tuple[str, ...]
    disk: tuple[VirtualMachineFileLayoutDiskLayout, ...]
    snapshot: tuple[VirtualMachineFileLayoutSnapshotLayout, ...]
    swapFile: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configFile: Sequence[str] | None = ..., logFile: Sequence[str] | None = ..., disk: Sequence[VirtualMachineFileLayoutDiskLayout] | None = ..., snapshot: Sequence[VirtualMachineFileLayoutSnapshotLayout] | None = ..., swapFile: str | None = ...) -> None: ...

class VirtualMachineFileLayoutDiskLayout(DynamicData):
    key: int
    diskFile: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, diskFile: Sequence[str]) -> None: ...

class VirtualMachineFileLayoutEx(DynamicData):
    file: tuple[VirtualMachineFileLayoutExFileInfo, ...]
    disk: tuple[VirtualMachineFileLayoutExDiskLayout, ...]
    snapshot: tuple[VirtualMachineFileLayoutExSnapshotLayout, ...]
    timestamp: _datetime
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., file: Sequence[VirtualMachineFileLayoutExFileInfo] | None = ..., disk: Sequence[VirtualMachineFileLayoutExDiskLayout] | None = ..., snapshot: Sequence[VirtualMachineFileLayoutExSnapshotLayout] | None = ..., timestamp: _datetime) -> None: ...

class VirtualMachineFileLayoutExDiskLayout(DynamicData):
    key: int
    chain: tuple[VirtualMachineFileLayoutExDiskUnit, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chain: Sequence[VirtualMachineFileLayoutExDiskUnit] | None = ...) -> None: ...

class VirtualMachineFileLayoutExDiskUnit(DynamicData):
    fileKey: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., fileKey: Sequence[int]) -> None: ...

class VirtualMachineFileLayoutExFileInfo(DynamicData):
    key: int
    name: str
    type: str
    size: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, name: str, type: str, size: int) -> None: ...

class VirtualMachineFileLayoutExFileType(VimEnum):
    config: ClassVar[VirtualMachineFileLayoutExFileType]
    extendedConfig: ClassVar[VirtualMachineFileLayoutExFileType]
    diskDescriptor: ClassVar[VirtualMachineFileLayoutExFileType]
    diskExtent: ClassVar[VirtualMachineFileLayoutExFileType]
    log: ClassVar[VirtualMachineFileLayoutExFileType]
    stat: ClassVar[VirtualMachineFileLayoutExFileType]
    nvram: ClassVar[VirtualMachineFileLayoutExFileType]
    snapshotData: ClassVar[VirtualMachineFileLayoutExFileType]
    snapshotList: ClassVar[VirtualMachineFileLayoutExFileType]
    suspend: ClassVar[VirtualMachineFileLayoutExFileType]
    swap: ClassVar[VirtualMachineFileLayoutExFileType]
    core: ClassVar[VirtualMachineFileLayoutExFileType]
    screenshot: ClassVar[VirtualMachineFileLayoutExFileType]

class VirtualMachineFileLayoutExSnapshotLayout(DynamicData):
    key: ManagedObjectReference
    dataKey: int
    disk: tuple[VirtualMachineFileLayoutExDiskLayout, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, dataKey: int, disk: Sequence[VirtualMachineFileLayoutExDiskLayout] | None = ...) -> None: ...

class VirtualMachineFileLayoutSnapshotLayout(DynamicData):
    key: ManagedObjectReference
    snapshotFile: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: ManagedObjectReference, snapshotFile: Sequence[str]) -> None: ...

class VirtualMachineFlagInfo(DynamicData):
    disableAcceleration: bool | None
    enableLogging: bool | None
    useToe: bool | None
    runWithDebugInfo: bool | None
    monitorType: str | None
    htSharing: str | None
    snapshotDisabled: bool | None
    snapshotLocked: bool | None
    diskUuidEnabled: bool | None
    virtualMmuUsage: str | None
    virtualExecUsage: str | None
    snapshotPowerOffBehavior: str | None
    recordReplayEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., disableAcceleration: bool | None = ..., enableLogging: bool | None = ..., useToe: bool | None = ..., runWithDebugInfo: bool | None = ..., monitorType: str | None = ..., htSharing: str | None = ..., snapshotDisabled: bool | None = ..., snapshotLocked: bool | None = ..., diskUuidEnabled: bool | None = ..., virtualMmuUsage: str | None = ..., virtualExecUsage: str | None = ..., snapshotPowerOffBehavior: str | None = ..., recordReplayEnabled: bool | None = ...) -> None: ...

class VirtualMachineFlagInfoMonitorType(VimEnum):
    release: ClassVar[VirtualMachineFlagInfoMonitorType]
    debug: ClassVar[VirtualMachineFlagInfoMonitorType]
    stats: ClassVar[VirtualMachineFlagInfoMonitorType]

class VirtualMachineFlagInfoVirtualExecUsage(VimEnum):
    hvAuto: ClassVar[VirtualMachineFlagInfoVirtualExecUsage]
    hvOn: ClassVar[VirtualMachineFlagInfoVirtualExecUsage]
    hvOff: ClassVar[VirtualMachineFlagInfoVirtualExecUsage]

class VirtualMachineFlagInfoVirtualMmuUsage(VimEnum):
    automatic: ClassVar[VirtualMachineFlagInfoVirtualMmuUsage]
    on: ClassVar[VirtualMachineFlagInfoVirtualMmuUsage]
    off: ClassVar[VirtualMachineFlagInfoVirtualMmuUsage]

class VirtualMachineFloppyInfo(VirtualMachineTargetInfo): ...

class VirtualMachineGuestOsFamily(VimEnum):
    windowsGuest: ClassVar[VirtualMachineGuestOsFamily]
    linuxGuest: ClassVar[VirtualMachineGuestOsFamily]
    netwareGuest: ClassVar[VirtualMachineGuestOsFamily]
    solarisGuest: ClassVar[VirtualMachineGuestOsFamily]
    otherGuestFamily: ClassVar[VirtualMachineGuestOsFamily]

class VirtualMachineGuestOsIdentifier(VimEnum):
    dosGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    win31Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    win95Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    win98Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    winMeGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNTGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    win2000ProGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    win2000ServGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    win2000AdvServGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winXPHomeGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winXPProGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winXPPro64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetWebGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetStandardGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetEnterpriseGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetDatacenterGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetBusinessGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetStandard64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetEnterprise64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    winLonghornGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winLonghorn64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    winNetDatacenter64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    winVistaGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    winVista64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    windows7Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    windows7_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    windows7Server64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    freebsdGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    freebsd64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    redhatGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel2Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel3Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel3_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel4Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel4_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel5Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel5_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel6Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    rhel6_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    centosGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    centos64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    oracleLinuxGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    oracleLinux64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    suseGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    suse64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    slesGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    sles64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    sles10Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    sles10_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    sles11Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    sles11_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    nld9Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    oesGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    sjdsGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    mandrivaGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    mandriva64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    turboLinuxGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    turboLinux64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    ubuntuGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    ubuntu64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    debian4Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    debian4_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    debian5Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    debian5_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    asianux3Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    asianux3_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    asianux4Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    asianux4_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    other24xLinuxGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    other26xLinuxGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    otherLinuxGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    other24xLinux64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    other26xLinux64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    otherLinux64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    solaris6Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    solaris7Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    solaris8Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    solaris9Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    solaris10Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    solaris10_64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    os2Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    eComStationGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    netware4Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    netware5Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    netware6Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    openServer5Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    openServer6Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    unixWare7Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    darwinGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    darwin64Guest: ClassVar[VirtualMachineGuestOsIdentifier]
    otherGuest: ClassVar[VirtualMachineGuestOsIdentifier]
    otherGuest64: ClassVar[VirtualMachineGuestOsIdentifier]

class VirtualMachineGuestState(VimEnum):
    running: ClassVar[VirtualMachineGuestState]
    shuttingDown: ClassVar[VirtualMachineGuestState]
    resetting: ClassVar[VirtualMachineGuestState]
    standby: ClassVar[VirtualMachineGuestState]
    notRunning: ClassVar[VirtualMachineGuestState]
    unknown: ClassVar[VirtualMachineGuestState]

class VirtualMachineGuestSummary(DynamicData):
    guestId: str | None
    guestFullName: str | None
    toolsStatus: VirtualMachineToolsStatus | None
    toolsVersionStatus: str | None
    toolsRunningStatus: str | None
    hostName: str | None
    ipAddress: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., guestId: str | None = ..., guestFullName: str | None = ..., toolsStatus: VirtualMachineToolsStatus | None = ..., toolsVersionStatus: str | None = ..., toolsRunningStatus: str | None = ..., hostName: str | None = ..., ipAddress: str | None = ...) -> None: ...

class VirtualMachineHtSharing(VimEnum):
    any: ClassVar[VirtualMachineHtSharing]
    none: ClassVar[VirtualMachineHtSharing]
    internal: ClassVar[VirtualMachineHtSharing]

class VirtualMachineIdeDiskDeviceInfo(VirtualMachineDiskDeviceInfo):
    partitionTable: tuple[VirtualMachineIdeDiskDevicePartitionInfo, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., capacity: int | None = ..., vm: Sequence[ManagedObjectReference] | None = ..., partitionTable: Sequence[VirtualMachineIdeDiskDevicePartitionInfo] | None = ...) -> None: ...

class VirtualMachineIdeDiskDevicePartitionInfo(DynamicData):
    id: int
    capacity: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: int, capacity: int) -> None: ...

class VirtualMachineImportSpec(ImportSpec):
    configSpec: VirtualMachineConfigSpec
    resPoolEntity: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., entityConfig: VAppEntityConfigInfo | None = ..., configSpec: VirtualMachineConfigSpec, resPoolEntity: ManagedObjectReference | None = ...) -> None: ...

class VirtualMachineLegacyNetworkSwitchInfo(DynamicData):
    name: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str) -> None: ...

class VirtualMachineMemoryAllocationPolicy(VimEnum):
    swapNone: ClassVar[VirtualMachineMemoryAllocationPolicy]
    swapSome: ClassVar[VirtualMachineMemoryAllocationPolicy]
    swapMost: ClassVar[VirtualMachineMemoryAllocationPolicy]

class VirtualMachineMemoryReservationInfo(DynamicData):
    virtualMachineMin: int
    virtualMachineMax: int
    virtualMachineReserved: int
    allocationPolicy: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., virtualMachineMin: int, virtualMachineMax: int, virtualMachineReserved: int, allocationPolicy: str) -> None: ...

class VirtualMachineMemoryReservationSpec(DynamicData):
    virtualMachineReserved: int | None
    allocationPolicy: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., virtualMachineReserved: int | None = ..., allocationPolicy: str | None = ...) -> None: ...

class VirtualMachineMessage(DynamicData):
    id: str
    argument: tuple[Any, ...]
    text: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, argument: Sequence[Any] | None = ..., text: str | None = ...) -> None: ...

class VirtualMachineMksTicket(DynamicData):
    ticket: str
    cfgFile: str
    host: str | None
    port: int | None
    sslThumbprint: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ticket: str, cfgFile: str, host: str | None = ..., port: int | None = ..., sslThumbprint: str | None = ...) -> None: ...

class VirtualMachineMovePriority(VimEnum):
    lowPriority: ClassVar[VirtualMachineMovePriority]
    highPriority: ClassVar[VirtualMachineMovePriority]
    defaultPriority: ClassVar[VirtualMachineMovePriority]

class VirtualMachineNeedSecondaryReason(VimEnum):
    initializing: ClassVar[VirtualMachineNeedSecondaryReason]
    divergence: ClassVar[VirtualMachineNeedSecondaryReason]
    lostConnection: ClassVar[VirtualMachineNeedSecondaryReason]
    partialHardwareFailure: ClassVar[VirtualMachineNeedSecondaryReason]
    userAction: ClassVar[VirtualMachineNeedSecondaryReason]
    other: ClassVar[VirtualMachineNeedSecondaryReason]

class VirtualMachineNetworkInfo(VirtualMachineTargetInfo):
    network: NetworkSummary
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., network: NetworkSummary) -> None: ...

class VirtualMachineNetworkShaperInfo(DynamicData):
    enabled: bool | None
    peakBps: int | None
    averageBps: int | None
    burstSize: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool | None = ..., peakBps: int | None = ..., averageBps: int | None = ..., burstSize: int | None = ...) -> None: ...

class VirtualMachineParallelInfo(VirtualMachineTargetInfo): ...

class VirtualMachinePciPassthroughInfo(VirtualMachineTargetInfo):
    pciDevice: HostPciDevice
    systemId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., pciDevice: HostPciDevice, systemId: str) -> None: ...

class VirtualMachinePowerOffBehavior(VimEnum):
    powerOff: ClassVar[VirtualMachinePowerOffBehavior]
    revert: ClassVar[VirtualMachinePowerOffBehavior]
    prompt: ClassVar[VirtualMachinePowerOffBehavior]

class VirtualMachinePowerOpType(VimEnum):
    soft: ClassVar[VirtualMachinePowerOpType]
    hard: ClassVar[VirtualMachinePowerOpType]
    preset: ClassVar[VirtualMachinePowerOpType]

class VirtualMachinePowerState(VimEnum):
    poweredOff: ClassVar[VirtualMachinePowerState]
    poweredOn: ClassVar[VirtualMachinePowerState]
    suspended: ClassVar[VirtualMachinePowerState]

class VirtualMachineQuestionInfo(DynamicData):
    id: str
    text: str
    choice: ChoiceOption
    message: tuple[VirtualMachineMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., id: str, text: str, choice: ChoiceOption, message: Sequence[VirtualMachineMessage] | None = ...) -> None: ...

class VirtualMachineQuickStats(DynamicData):
    overallCpuUsage: int | None
    overallCpuDemand: int | None
    guestMemoryUsage: int | None
    hostMemoryUsage: int | None
    guestHeartbeatStatus: ManagedEntityStatus
    distributedCpuEntitlement: int | None
    distributedMemoryEntitlement: int | None
    staticCpuEntitlement: int | None
    staticMemoryEntitlement: int | None
    privateMemory: int | None
    sharedMemory: int | None
    swappedMemory: int | None
    balloonedMemory: int | None
    consumedOverheadMemory: int | None
    ftLogBandwidth: int | None
    ftSecondaryLatency: int | None
    ftLatencyStatus: ManagedEntityStatus | None
    compressedMemory: int | None
    uptimeSeconds: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., overallCpuUsage: int | None = ..., overallCpuDemand: int | None = ..., guestMemoryUsage: int | None = ..., hostMemoryUsage: int | None = ..., guestHeartbeatStatus: ManagedEntityStatus, distributedCpuEntitlement: int | None = ..., distributedMemoryEntitlement: int | None = ..., staticCpuEntitlement: int | None = ..., staticMemoryEntitlement: int | None = ..., privateMemory: int | None = ..., sharedMemory: int | None = ..., swappedMemory: int | None = ..., balloonedMemory: int | None = ..., consumedOverheadMemory: int | None = ..., ftLogBandwidth: int | None = ..., ftSecondaryLatency: int | None = ..., ftLatencyStatus: ManagedEntityStatus | None = ..., compressedMemory: int | None = ..., uptimeSeconds: int | None = ...) -> None: ...

class VirtualMachineRecordReplayState(VimEnum):
    recording: ClassVar[VirtualMachineRecordReplayState]
    replaying: ClassVar[VirtualMachineRecordReplayState]
    inactive: ClassVar[VirtualMachineRecordReplayState]

class VirtualMachineRelocateDiskMoveOptions(VimEnum):
    moveAllDiskBackingsAndAllowSharing: ClassVar[VirtualMachineRelocateDiskMoveOptions]
    moveAllDiskBackingsAndDisallowSharing: ClassVar[VirtualMachineRelocateDiskMoveOptions]
    moveChildMostDiskBacking: ClassVar[VirtualMachineRelocateDiskMoveOptions]
    createNewChildDiskBacking: ClassVar[VirtualMachineRelocateDiskMoveOptions]

class VirtualMachineRelocateSpec(DynamicData):
    datastore: ManagedObjectReference | None
    diskMoveType: str | None
    pool: ManagedObjectReference | None
    host: ManagedObjectReference | None
    disk: tuple[VirtualMachineRelocateSpecDiskLocator, ...]
    transform: VirtualMachineRelocateTransformation | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., datastore: ManagedObjectReference | None = ..., diskMoveType: str | None = ..., pool: ManagedObjectReference | None = ..., host: ManagedObjectReference | None = ..., disk: Sequence[VirtualMachineRelocateSpecDiskLocator] | None = ..., transform: VirtualMachineRelocateTransformation | None = ...) -> None: ...

class VirtualMachineRelocateSpecDiskLocator(DynamicData):
    diskId: int
    datastore: ManagedObjectReference
    diskMoveType: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskId: int, datastore: ManagedObjectReference, diskMoveType: str | None = ...) -> None: ...

class VirtualMachineRelocateTransformation(VimEnum):
    flat: ClassVar[VirtualMachineRelocateTransformation]
    sparse: ClassVar[VirtualMachineRelocateTransformation]

class VirtualMachineRuntimeInfo(DynamicData):
    device: tuple[VirtualMachineDeviceRuntimeInfo, ...]
    host: ManagedObjectReference | None
    connectionState: VirtualMachineConnectionState
    powerState: VirtualMachinePowerState
    faultToleranceState: VirtualMachineFaultToleranceState | None
    toolsInstallerMounted: bool
    suspendTime: _datetime | None
    bootTime: _datetime | None
    suspendInterval: int | None
    question: VirtualMachineQuestionInfo | None
    memoryOverhead: int | None
    maxCpuUsage: int | None
    maxMemoryUsage: int | None
    numMksConnections: int
    recordReplayState: VirtualMachineRecordReplayState | None
    cleanPowerOff: bool | None
    needSecondaryReason: str | None
    minRequiredEVCModeKey: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., device: Sequence[VirtualMachineDeviceRuntimeInfo] | None = ..., host: ManagedObjectReference | None = ..., connectionState: VirtualMachineConnectionState, powerState: VirtualMachinePowerState, faultToleranceState: VirtualMachineFaultToleranceState | None = ..., toolsInstallerMounted: bool, suspendTime: _datetime | None = ..., bootTime: _datetime | None = ..., suspendInterval: int | None = ..., question: VirtualMachineQuestionInfo | None = ..., memoryOverhead: int | None = ..., maxCpuUsage: int | None = ..., maxMemoryUsage: int | None = ..., numMksConnections: int, recordReplayState: VirtualMachineRecordReplayState | None = ..., cleanPowerOff: bool | None = ..., needSecondaryReason: str | None = ..., minRequiredEVCModeKey: str | None = ...) -> None: ...

class VirtualMachineScsiDiskDeviceInfo(VirtualMachineDiskDeviceInfo):
    disk: HostScsiDisk | None
    transportHint: str | None
    lunNumber: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., capacity: int | None = ..., vm: Sequence[ManagedObjectReference] | None = ..., disk: HostScsiDisk | None = ..., transportHint: str | None = ..., lunNumber: int | None = ...) -> None: ...

class VirtualMachineScsiPassthroughInfo(VirtualMachineTargetInfo):
    scsiClass: str
    vendor: str
    physicalUnitNumber: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., scsiClass: str, vendor: str, physicalUnitNumber: int) -> None: ...

class VirtualMachineScsiPassthroughType(VimEnum):
    disk: ClassVar[VirtualMachineScsiPassthroughType]
    tape: ClassVar[VirtualMachineScsiPassthroughType]
    printer: ClassVar[VirtualMachineScsiPassthroughType]
    processor: ClassVar[VirtualMachineScsiPassthroughType]
    worm: ClassVar[VirtualMachineScsiPassthroughType]
    cdrom: ClassVar[VirtualMachineScsiPassthroughType]
    scanner: ClassVar[VirtualMachineScsiPassthroughType]
    optical: ClassVar[VirtualMachineScsiPassthroughType]
    media: ClassVar[VirtualMachineScsiPassthroughType]
    com: ClassVar[VirtualMachineScsiPassthroughType]
    raid: ClassVar[VirtualMachineScsiPassthroughType]
    unknown: ClassVar[VirtualMachineScsiPassthroughType]

class VirtualMachineSerialInfo(VirtualMachineTargetInfo): ...

class VirtualMachineSnapshotInfo(DynamicData):
    currentSnapshot: ManagedObjectReference | None
    rootSnapshotList: tuple[VirtualMachineSnapshotTree, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., currentSnapshot: ManagedObjectReference | None = ..., rootSnapshotList: Sequence[VirtualMachineSnapshotTree]) -> None: ...

class VirtualMachineSnapshotTree(DynamicData):
    snapshot: ManagedObjectReference
    vm: ManagedObjectReference
    name: str
    description: str
    id: int | None
    createTime: _datetime
    state: VirtualMachinePowerState
    quiesced: bool
    backupManifest: str | None
    childSnapshotList: tuple[VirtualMachineSnapshotTree, ...]
    replaySupported: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., snapshot: ManagedObjectReference, vm: ManagedObjectReference, name: str, description: str, id: int | None = ..., createTime: _datetime, state: VirtualMachinePowerState, quiesced: bool, backupManifest: str | None = ..., childSnapshotList: Sequence[VirtualMachineSnapshotTree] | None = ..., replaySupported: bool | None = ...) -> None: ...

class VirtualMachineSoundInfo(VirtualMachineTargetInfo): ...

class VirtualMachineStandbyActionType(VimEnum):
    checkpoint: ClassVar[VirtualMachineStandbyActionType]
    powerOnSuspend: ClassVar[VirtualMachineStandbyActionType]

class VirtualMachineStorageInfo(DynamicData):
    perDatastoreUsage: tuple[VirtualMachineUsageOnDatastore, ...]
    timestamp: _datetime
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., perDatastoreUsage: Sequence[VirtualMachineUsageOnDatastore] | None = ..., timestamp: _datetime) -> None: ...

class VirtualMachineStorageSummary(DynamicData):
    committed: int
    uncommitted: int
    unshared: int
    timestamp: _datetime
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., committed: int, uncommitted: int, unshared: int, timestamp: _datetime) -> None: ...

class VirtualMachineSummary(DynamicData):
    vm: ManagedObjectReference | None
    runtime: VirtualMachineRuntimeInfo
    guest: VirtualMachineGuestSummary | None
    config: VirtualMachineConfigSummary
    storage: VirtualMachineStorageSummary | None
    quickStats: VirtualMachineQuickStats
    overallStatus: ManagedEntityStatus
    customValue: tuple[CustomFieldValue, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vm: ManagedObjectReference | None = ..., runtime: VirtualMachineRuntimeInfo, guest: VirtualMachineGuestSummary | None = ..., config: VirtualMachineConfigSummary, storage: VirtualMachineStorageSummary | None = ..., quickStats: VirtualMachineQuickStats, overallStatus: ManagedEntityStatus, customValue: Sequence[CustomFieldValue] | None = ...) -> None: ...

class VirtualMachineTargetInfo(DynamicData):
    name: str
    configurationTag: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ...) -> None: ...

class VirtualMachineTargetInfoConfigurationTag(VimEnum):
    compliant: ClassVar[VirtualMachineTargetInfoConfigurationTag]
    clusterWide: ClassVar[VirtualMachineTargetInfoConfigurationTag]

class VirtualMachineTicket(DynamicData):
    ticket: str
    cfgFile: str
    host: str | None
    port: int | None
    sslThumbprint: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., ticket: str, cfgFile: str, host: str | None = ..., port: int | None = ..., sslThumbprint: str | None = ...) -> None: ...

class VirtualMachineTicketType(VimEnum):
    mks: ClassVar[VirtualMachineTicketType]
    device: ClassVar[VirtualMachineTicketType]
    guestControl: ClassVar[VirtualMachineTicketType]

class VirtualMachineToolsRunningStatus(VimEnum):
    guestToolsNotRunning: ClassVar[VirtualMachineToolsRunningStatus]
    guestToolsRunning: ClassVar[VirtualMachineToolsRunningStatus]
    guestToolsExecutingScripts: ClassVar[VirtualMachineToolsRunningStatus]

class VirtualMachineToolsStatus(VimEnum):
    toolsNotInstalled: ClassVar[VirtualMachineToolsStatus]
    toolsNotRunning: ClassVar[VirtualMachineToolsStatus]
    toolsOld: ClassVar[VirtualMachineToolsStatus]
    toolsOk: ClassVar[VirtualMachineToolsStatus]

class VirtualMachineToolsVersionStatus(VimEnum):
    guestToolsNotInstalled: ClassVar[VirtualMachineToolsVersionStatus]
    guestToolsNeedUpgrade: ClassVar[VirtualMachineToolsVersionStatus]
    guestToolsCurrent: ClassVar[VirtualMachineToolsVersionStatus]
    guestToolsUnmanaged: ClassVar[VirtualMachineToolsVersionStatus]

class VirtualMachineUsageOnDatastore(DynamicData):
    datastore: ManagedObjectReference
    committed: int
    uncommitted: int
    unshared: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., datastore: ManagedObjectReference, committed: int, uncommitted: int, unshared: int) -> None: ...

class VirtualMachineUsbInfo(VirtualMachineTargetInfo):
    description: str
    vendor: int
    product: int
    physicalPath: str
    family: tuple[str, ...]
    speed: tuple[str, ...]
    summary: VirtualMachineSummary | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, configurationTag: Sequence[str] | None = ..., description: str, vendor: int, product: int, physicalPath: str, family: Sequence[str] | None = ..., speed: Sequence[str] | None = ..., summary: VirtualMachineSummary | None = ...) -> None: ...

class VirtualMachineUsbInfoFamily(VimEnum):
    audio: ClassVar[VirtualMachineUsbInfoFamily]
    hid: ClassVar[VirtualMachineUsbInfoFamily]
    hid_bootable: ClassVar[VirtualMachineUsbInfoFamily]
    physical: ClassVar[VirtualMachineUsbInfoFamily]
    communication: ClassVar[VirtualMachineUsbInfoFamily]
    imaging: ClassVar[VirtualMachineUsbInfoFamily]
    printer: ClassVar[VirtualMachineUsbInfoFamily]
    storage: ClassVar[VirtualMachineUsbInfoFamily]
    hub: ClassVar[VirtualMachineUsbInfoFamily]
    smart_card: ClassVar[VirtualMachineUsbInfoFamily]
    security: ClassVar[VirtualMachineUsbInfoFamily]
    video: ClassVar[VirtualMachineUsbInfoFamily]
    wireless: ClassVar[VirtualMachineUsbInfoFamily]
    bluetooth: ClassVar[VirtualMachineUsbInfoFamily]
    wusb: ClassVar[VirtualMachineUsbInfoFamily]
    pda: ClassVar[VirtualMachineUsbInfoFamily]
    vendor_specific: ClassVar[VirtualMachineUsbInfoFamily]
    other: ClassVar[VirtualMachineUsbInfoFamily]
    unknownFamily: ClassVar[VirtualMachineUsbInfoFamily]

class VirtualMachineUsbInfoSpeed(VimEnum):
    low: ClassVar[VirtualMachineUsbInfoSpeed]
    full: ClassVar[VirtualMachineUsbInfoSpeed]
    high: ClassVar[VirtualMachineUsbInfoSpeed]
    unknownSpeed: ClassVar[VirtualMachineUsbInfoSpeed]

class VirtualMachineVMCIDevice(VirtualDevice):
    id: int | None
    allowUnrestrictedCommunication: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., id: int | None = ..., allowUnrestrictedCommunication: bool | None = ...) -> None: ...

class VirtualMachineVMCIDeviceOption(VirtualDeviceOption):
    allowUnrestrictedCommunication: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., allowUnrestrictedCommunication: BoolOption) -> None: ...

class VirtualMachineVMIROM(VirtualDevice): ...

class VirtualMachineVideoCard(VirtualDevice):
    videoRamSizeInKB: int | None
    numDisplays: int | None
    useAutoDetect: bool | None
    enable3DSupport: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., videoRamSizeInKB: int | None = ..., numDisplays: int | None = ..., useAutoDetect: bool | None = ..., enable3DSupport: bool | None = ...) -> None: ...

class VirtualNicManagerNetConfig(DynamicData):
    nicType: str
    multiSelectAllowed: bool
    candidateVnic: tuple[HostVirtualNic, ...]
    selectedVnic: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., nicType: str, multiSelectAllowed: bool, candidateVnic: Sequence[HostVirtualNic] | None = ..., selectedVnic: Sequence[str] | None = ...) -> None: ...

class VirtualPCIController(VirtualController): ...

class VirtualPCIControllerOption(VirtualControllerOption):
    numSCSIControllers: IntOption
    numEthernetCards: IntOption
    numVideoCards: IntOption
    numSoundCards: IntOption
    numVmiRoms: IntOption
    numVmciDevices: IntOption | None
    numPCIPassthroughDevices: IntOption | None
    numSasSCSIControllers: IntOption | None
    numVmxnet3EthernetCards: IntOption | None
    numParaVirtualSCSIControllers: IntOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ..., numSCSIControllers: IntOption, numEthernetCards: IntOption, numVideoCards: IntOption, numSoundCards: IntOption, numVmiRoms: IntOption, numVmciDevices: IntOption | None = ..., numPCIPassthroughDevices: IntOption | None = ..., numSasSCSIControllers: IntOption | None = ..., numVmxnet3EthernetCards: IntOption | None = ..., numParaVirtualSCSIControllers: IntOption | None = ...) -> None: ...

class VirtualPCIPassthrough(VirtualDevice): ...

class VirtualPCIPassthroughDeviceBackingInfo(VirtualDeviceDeviceBackingInfo):
    id: str
    deviceId: str
    systemId: str
    vendorId: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., id: str, deviceId: str, systemId: str, vendorId: int) -> None: ...

class VirtualPCIPassthroughDeviceBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualPCIPassthroughOption(VirtualDeviceOption): ...

class VirtualPCNet32(VirtualEthernetCard): ...

class VirtualPCNet32Option(VirtualEthernetCardOption):
    supportsMorphing: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., supportedOUI: ChoiceOption, macType: ChoiceOption, wakeOnLanEnabled: BoolOption, vmDirectPathGen2Supported: bool | None = ..., supportsMorphing: bool) -> None: ...

class VirtualPS2Controller(VirtualController): ...

class VirtualPS2ControllerOption(VirtualControllerOption):
    numKeyboards: IntOption
    numPointingDevices: IntOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ..., numKeyboards: IntOption, numPointingDevices: IntOption) -> None: ...

class VirtualParallelPort(VirtualDevice): ...

class VirtualParallelPortDeviceBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualParallelPortDeviceBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualParallelPortFileBackingInfo(VirtualDeviceFileBackingInfo): ...

class VirtualParallelPortFileBackingOption(VirtualDeviceFileBackingOption): ...

class VirtualParallelPortOption(VirtualDeviceOption): ...

class VirtualPointingDevice(VirtualDevice): ...

class VirtualPointingDeviceBackingOption(VirtualDeviceDeviceBackingOption):
    hostPointingDevice: ChoiceOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, autoDetectAvailable: BoolOption, hostPointingDevice: ChoiceOption) -> None: ...

class VirtualPointingDeviceDeviceBackingInfo(VirtualDeviceDeviceBackingInfo):
    hostPointingDevice: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., hostPointingDevice: str) -> None: ...

class VirtualPointingDeviceHostChoice(VimEnum):
    autodetect: ClassVar[VirtualPointingDeviceHostChoice]
    intellimouseExplorer: ClassVar[VirtualPointingDeviceHostChoice]
    intellimousePs2: ClassVar[VirtualPointingDeviceHostChoice]
    logitechMouseman: ClassVar[VirtualPointingDeviceHostChoice]
    microsoft_serial: ClassVar[VirtualPointingDeviceHostChoice]
    mouseSystems: ClassVar[VirtualPointingDeviceHostChoice]
    mousemanSerial: ClassVar[VirtualPointingDeviceHostChoice]
    ps2: ClassVar[VirtualPointingDeviceHostChoice]

class VirtualPointingDeviceOption(VirtualDeviceOption): ...

class VirtualSCSIController(VirtualController):
    hotAddRemove: bool | None
    sharedBus: VirtualSCSISharing
    scsiCtlrUnitNumber: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., busNumber: int, device: Sequence[int] | None = ..., hotAddRemove: bool | None = ..., sharedBus: VirtualSCSISharing, scsiCtlrUnitNumber: int | None = ...) -> None: ...

class VirtualSCSIControllerOption(VirtualControllerOption):
    numSCSIDisks: IntOption
    numSCSICdroms: IntOption
    numSCSIPassthrough: IntOption
    sharing: tuple[VirtualSCSISharing, ...]
    defaultSharedIndex: int
    hotAddRemove: BoolOption
    scsiCtlrUnitNumber: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ..., numSCSIDisks: IntOption, numSCSICdroms: IntOption, numSCSIPassthrough: IntOption, sharing: Sequence[VirtualSCSISharing], defaultSharedIndex: int, hotAddRemove: BoolOption, scsiCtlrUnitNumber: int) -> None: ...

class VirtualSCSIPassthrough(VirtualDevice): ...

class VirtualSCSIPassthroughDeviceBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualSCSIPassthroughDeviceBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualSCSIPassthroughOption(VirtualDeviceOption): ...

class VirtualSCSISharing(VimEnum):
    noSharing: ClassVar[VirtualSCSISharing]
    virtualSharing: ClassVar[VirtualSCSISharing]
    physicalSharing: ClassVar[VirtualSCSISharing]

class VirtualSIOController(VirtualController): ...

class VirtualSIOControllerOption(VirtualControllerOption):
    numFloppyDrives: IntOption
    numSerialPorts: IntOption
    numParallelPorts: IntOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ..., numFloppyDrives: IntOption, numSerialPorts: IntOption, numParallelPorts: IntOption) -> None: ...

class VirtualSerialPort(VirtualDevice):
    yieldOnPoll: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., yieldOnPoll: bool) -> None: ...

class VirtualSerialPortDeviceBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualSerialPortDeviceBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualSerialPortEndPoint(VimEnum):
    client: ClassVar[VirtualSerialPortEndPoint]
    server: ClassVar[VirtualSerialPortEndPoint]

class VirtualSerialPortFileBackingInfo(VirtualDeviceFileBackingInfo): ...

class VirtualSerialPortFileBackingOption(VirtualDeviceFileBackingOption): ...

class VirtualSerialPortOption(VirtualDeviceOption):
    yieldOnPoll: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., yieldOnPoll: BoolOption) -> None: ...

class VirtualSerialPortPipeBackingInfo(VirtualDevicePipeBackingInfo):
    endpoint: str
    noRxLoss: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., pipeName: str, endpoint: str, noRxLoss: bool | None = ...) -> None: ...

class VirtualSerialPortPipeBackingOption(VirtualDevicePipeBackingOption):
    endpoint: ChoiceOption
    noRxLoss: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, endpoint: ChoiceOption, noRxLoss: BoolOption) -> None: ...

class VirtualSerialPortURIBackingInfo(VirtualDeviceURIBackingInfo): ...

class VirtualSerialPortURIBackingOption(VirtualDeviceURIBackingOption): ...

class VirtualSoundBlaster16(VirtualSoundCard): ...

class VirtualSoundBlaster16Option(VirtualSoundCardOption): ...

class VirtualSoundCard(VirtualDevice): ...

class VirtualSoundCardDeviceBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualSoundCardDeviceBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualSoundCardOption(VirtualDeviceOption): ...

class VirtualSwitchProfile(ApplyProfile):
    key: str
    name: str
    link: LinkProfile
    numPorts: NumPortsProfile
    networkPolicy: NetworkPolicyProfile
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., enabled: bool, policy: Sequence[ProfilePolicy] | None = ..., key: str, name: str, link: LinkProfile, numPorts: NumPortsProfile, networkPolicy: NetworkPolicyProfile) -> None: ...

class VirtualSwitchSelectionProfile(ApplyProfile): ...

class VirtualUSB(VirtualDevice):
    connected: bool
    vendor: int | None
    product: int | None
    family: tuple[str, ...]
    speed: tuple[str, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., connected: bool, vendor: int | None = ..., product: int | None = ..., family: Sequence[str] | None = ..., speed: Sequence[str] | None = ...) -> None: ...

class VirtualUSBController(VirtualController):
    autoConnectDevices: bool | None
    ehciEnabled: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, deviceInfo: Description | None = ..., backing: VirtualDeviceBackingInfo | None = ..., connectable: VirtualDeviceConnectInfo | None = ..., controllerKey: int | None = ..., unitNumber: int | None = ..., busNumber: int, device: Sequence[int] | None = ..., autoConnectDevices: bool | None = ..., ehciEnabled: bool | None = ...) -> None: ...

class VirtualUSBControllerOption(VirtualControllerOption):
    autoConnectDevices: BoolOption
    ehciSupported: BoolOption
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., devices: IntOption, supportedDevice: Sequence[str] | None = ..., autoConnectDevices: BoolOption, ehciSupported: BoolOption) -> None: ...

class VirtualUSBOption(VirtualDeviceOption): ...

class VirtualUSBRemoteHostBackingInfo(VirtualDeviceDeviceBackingInfo):
    hostname: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., deviceName: str, useAutoDetect: bool | None = ..., hostname: str) -> None: ...

class VirtualUSBRemoteHostBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualUSBUSBBackingInfo(VirtualDeviceDeviceBackingInfo): ...

class VirtualUSBUSBBackingOption(VirtualDeviceDeviceBackingOption): ...

class VirtualVMIROMOption(VirtualDeviceOption): ...

class VirtualVideoCardOption(VirtualDeviceOption):
    videoRamSizeInKB: LongOption | None
    numDisplays: IntOption | None
    useAutoDetect: BoolOption | None
    support3D: BoolOption | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., type: str, connectOption: VirtualDeviceConnectOption | None = ..., controllerType: str | None = ..., autoAssignController: BoolOption | None = ..., backingOption: Sequence[VirtualDeviceBackingOption] | None = ..., defaultBackingOptionIndex: int | None = ..., licensingLimit: Sequence[str] | None = ..., deprecated: bool, plugAndPlay: bool, hotRemoveSupported: bool | None = ..., videoRamSizeInKB: LongOption | None = ..., numDisplays: IntOption | None = ..., useAutoDetect: BoolOption | None = ..., support3D: BoolOption | None = ...) -> None: ...

class VirtualVmxnet(VirtualEthernetCard): ...

class VirtualVmxnet2(VirtualVmxnet): ...

class VirtualVmxnet2Option(VirtualVmxnetOption): ...

class VirtualVmxnet3(VirtualVmxnet): ...

class VirtualVmxnet3Option(VirtualVmxnetOption): ...

class VirtualVmxnetOption(VirtualEthernetCardOption): ...

class VlanProfile(ApplyProfile): ...

class VmAcquiredMksTicketEvent(VmEvent): ...

class VmAcquiredTicketEvent(VmEvent):
    ticketType: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, ticketType: str) -> None: ...

class VmAlreadyExistsInDatacenter(InvalidFolder):
    host: ManagedObjectReference
    hostname: str
    vm: tuple[ManagedObjectReference, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., target: ManagedObjectReference, host: ManagedObjectReference, hostname: str, vm: Sequence[ManagedObjectReference]) -> None: ...

class VmAutoRenameEvent(VmEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldName: str, newName: str) -> None: ...

class VmBeingClonedEvent(VmCloneEvent):
    destFolder: FolderEventArgument
    destName: str
    destHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destFolder: FolderEventArgument, destName: str, destHost: HostEventArgument) -> None: ...

class VmBeingClonedNoFolderEvent(VmCloneEvent):
    destName: str
    destHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destName: str, destHost: HostEventArgument) -> None: ...

class VmBeingCreatedEvent(VmEvent):
    configSpec: VirtualMachineConfigSpec | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, configSpec: VirtualMachineConfigSpec | None = ...) -> None: ...

class VmBeingDeployedEvent(VmEvent):
    srcTemplate: VmEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, srcTemplate: VmEventArgument) -> None: ...

class VmBeingHotMigratedEvent(VmEvent):
    destHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destHost: HostEventArgument) -> None: ...

class VmBeingMigratedEvent(VmEvent):
    destHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destHost: HostEventArgument) -> None: ...

class VmBeingRelocatedEvent(VmRelocateSpecEvent):
    destHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destHost: HostEventArgument) -> None: ...

class VmCloneEvent(VmEvent): ...

class VmCloneFailedEvent(VmCloneEvent):
    destFolder: FolderEventArgument
    destName: str
    destHost: HostEventArgument
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destFolder: FolderEventArgument, destName: str, destHost: HostEventArgument, reason: LocalizedMethodFault) -> None: ...

class VmClonedEvent(VmCloneEvent):
    sourceVm: VmEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, sourceVm: VmEventArgument) -> None: ...

class VmConfigFault(VimFault): ...

class VmConfigFileInfo(FileInfo):
    configVersion: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: str, fileSize: int | None = ..., modification: _datetime | None = ..., owner: str | None = ..., configVersion: int | None = ...) -> None: ...

class VmConfigFileQuery(FileQuery):
    filter: VmConfigFileQueryFilter | None
    details: VmConfigFileQueryFlags | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., filter: VmConfigFileQueryFilter | None = ..., details: VmConfigFileQueryFlags | None = ...) -> None: ...

class VmConfigFileQueryFilter(DynamicData):
    matchConfigVersion: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., matchConfigVersion: Sequence[int] | None = ...) -> None: ...

class VmConfigFileQueryFlags(DynamicData):
    configVersion: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., configVersion: bool) -> None: ...

class VmConfigIncompatibleForFaultTolerance(VmConfigFault):
    fault: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., fault: LocalizedMethodFault | None = ...) -> None: ...

class VmConfigIncompatibleForRecordReplay(VmConfigFault):
    fault: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., fault: LocalizedMethodFault | None = ...) -> None: ...

class VmConfigInfo(DynamicData):
    product: tuple[VAppProductInfo, ...]
    property: tuple[VAppPropertyInfo, ...]
    ipAssignment: VAppIPAssignmentInfo
    eula: tuple[str, ...]
    ovfSection: tuple[VAppOvfSectionInfo, ...]
    ovfEnvironmentTransport: tuple[str, ...]
    installBootRequired: bool
    installBootStopDelay: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., product: Sequence[VAppProductInfo] | None = ..., property: Sequence[VAppPropertyInfo] | None = ..., ipAssignment: VAppIPAssignmentInfo, eula: Sequence[str] | None = ..., ovfSection: Sequence[VAppOvfSectionInfo] | None = ..., ovfEnvironmentTransport: Sequence[str] | None = ..., installBootRequired: bool, installBootStopDelay: int) -> None: ...

class VmConfigMissingEvent(VmEvent): ...

class VmConfigSpec(DynamicData):
    product: tuple[VAppProductSpec, ...]
    property: tuple[VAppPropertySpec, ...]
    ipAssignment: VAppIPAssignmentInfo | None
    eula: tuple[str, ...]
    ovfSection: tuple[VAppOvfSectionSpec, ...]
    ovfEnvironmentTransport: tuple[str, ...]
    installBootRequired: bool | None
    installBootStopDelay: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., product: Sequence[VAppProductSpec] | None = ..., property: Sequence[VAppPropertySpec] | None = ..., ipAssignment: VAppIPAssignmentInfo | None = ..., eula: Sequence[str] | None = ..., ovfSection: Sequence[VAppOvfSectionSpec] | None = ..., ovfEnvironmentTransport: Sequence[str] | None = ..., installBootRequired: bool | None = ..., installBootStopDelay: int | None = ...) -> None: ...

class VmConnectedEvent(VmEvent): ...

class VmCreatedEvent(VmEvent): ...

class VmDasBeingResetEvent(VmEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: str | None = ...) -> None: ...

class VmDasBeingResetEventReasonCode(VimEnum):
    vmtoolsHeartbeatFailure: ClassVar[VmDasBeingResetEventReasonCode]
    appHeartbeatFailure: ClassVar[VmDasBeingResetEventReasonCode]

class VmDasBeingResetWithScreenshotEvent(VmDasBeingResetEvent):
    screenshotFilePath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: str | None = ..., screenshotFilePath: str) -> None: ...

class VmDasResetFailedEvent(VmEvent): ...

class VmDasUpdateErrorEvent(VmEvent): ...

class VmDasUpdateOkEvent(VmEvent): ...

class VmDateRolledBackEvent(VmEvent): ...

class VmDeployFailedEvent(VmEvent):
    destDatastore: EntityEventArgument
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destDatastore: EntityEventArgument, reason: LocalizedMethodFault) -> None: ...

class VmDeployedEvent(VmEvent):
    srcTemplate: VmEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, srcTemplate: VmEventArgument) -> None: ...

class VmDisconnectedEvent(VmEvent): ...

class VmDiscoveredEvent(VmEvent): ...

class VmDiskFailedEvent(VmEvent):
    disk: str
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, disk: str, reason: LocalizedMethodFault) -> None: ...

class VmDiskFileInfo(FileInfo):
    diskType: str | None
    capacityKb: int | None
    hardwareVersion: int | None
    controllerType: str | None
    diskExtents: tuple[str, ...]
    thin: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., path: str, fileSize: int | None = ..., modification: _datetime | None = ..., owner: str | None = ..., diskType: str | None = ..., capacityKb: int | None = ..., hardwareVersion: int | None = ..., controllerType: str | None = ..., diskExtents: Sequence[str] | None = ..., thin: bool | None = ...) -> None: ...

class VmDiskFileQuery(FileQuery):
    filter: VmDiskFileQueryFilter | None
    details: VmDiskFileQueryFlags | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., filter: VmDiskFileQueryFilter | None = ..., details: VmDiskFileQueryFlags | None = ...) -> None: ...

class VmDiskFileQueryFilter(DynamicData):
    diskType: tuple[str, ...]
    matchHardwareVersion: tuple[int, ...]
    controllerType: tuple[str, ...]
    thin: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskType: Sequence[str] | None = ..., matchHardwareVersion: Sequence[int] | None = ..., controllerType: Sequence[str] | None = ..., thin: bool | None = ...) -> None: ...

class VmDiskFileQueryFlags(DynamicData):
    diskType: bool
    capacityKb: bool
    hardwareVersion: bool
    controllerType: bool | None
    diskExtents: bool | None
    thin: bool | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskType: bool, capacityKb: bool, hardwareVersion: bool, controllerType: bool | None = ..., diskExtents: bool | None = ..., thin: bool | None = ...) -> None: ...

class VmEmigratingEvent(VmEvent): ...

class VmEndRecordingEvent(VmEvent): ...

class VmEndReplayingEvent(VmEvent): ...

class VmEvent(Event):
    template: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool) -> None: ...

class VmEventArgument(EntityEventArgument):
    vm: ManagedObjectReference
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, vm: ManagedObjectReference) -> None: ...

class VmFailedMigrateEvent(VmEvent):
    destHost: HostEventArgument
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destHost: HostEventArgument, reason: LocalizedMethodFault) -> None: ...

class VmFailedRelayoutEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedRelayoutOnVmfs2DatastoreEvent(VmEvent): ...

class VmFailedStartingSecondaryEvent(VmEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: str | None = ...) -> None: ...

class VmFailedStartingSecondaryEventFailureReason(VimEnum):
    incompatibleHost: ClassVar[VmFailedStartingSecondaryEventFailureReason]
    loginFailed: ClassVar[VmFailedStartingSecondaryEventFailureReason]
    registerVmFailed: ClassVar[VmFailedStartingSecondaryEventFailureReason]
    migrateFailed: ClassVar[VmFailedStartingSecondaryEventFailureReason]

class VmFailedToPowerOffEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedToPowerOnEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedToRebootGuestEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedToResetEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedToShutdownGuestEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedToStandbyGuestEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedToSuspendEvent(VmEvent):
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault) -> None: ...

class VmFailedUpdatingSecondaryConfig(VmEvent): ...

class VmFailoverFailed(VmEvent):
    reason: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault | None = ...) -> None: ...

class VmFaultToleranceConfigIssue(VmFaultToleranceIssue):
    reason: str | None
    entityName: str | None
    entity: ManagedObjectReference | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., reason: str | None = ..., entityName: str | None = ..., entity: ManagedObjectReference | None = ...) -> None: ...

class VmFaultToleranceConfigIssueReasonForIssue(VimEnum):
    haNotEnabled: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    moreThanOneSecondary: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    recordReplayNotSupported: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    replayNotSupported: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    templateVm: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    multipleVCPU: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    hostInactive: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    ftUnsupportedHardware: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    ftUnsupportedProduct: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    missingVMotionNic: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    missingFTLoggingNic: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    thinDisk: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    verifySSLCertificateFlagNotSet: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    hasSnapshots: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    noConfig: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    ftSecondaryVm: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]
    hasLocalDisk: ClassVar[VmFaultToleranceConfigIssueReasonForIssue]

class VmFaultToleranceConfigIssueWrapper(VmFaultToleranceIssue):
    entityName: str | None
    entity: ManagedObjectReference | None
    error: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., entityName: str | None = ..., entity: ManagedObjectReference | None = ..., error: LocalizedMethodFault | None = ...) -> None: ...

class VmFaultToleranceInvalidFileBacking(VmFaultToleranceIssue):
    backingType: str | None
    backingFilename: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., backingType: str | None = ..., backingFilename: str | None = ...) -> None: ...

class VmFaultToleranceInvalidFileBackingDeviceType(VimEnum):
    virtualFloppy: ClassVar[VmFaultToleranceInvalidFileBackingDeviceType]
    virtualCdrom: ClassVar[VmFaultToleranceInvalidFileBackingDeviceType]
    virtualSerialPort: ClassVar[VmFaultToleranceInvalidFileBackingDeviceType]
    virtualParallelPort: ClassVar[VmFaultToleranceInvalidFileBackingDeviceType]
    virtualDisk: ClassVar[VmFaultToleranceInvalidFileBackingDeviceType]

class VmFaultToleranceIssue(VimFault): ...

class VmFaultToleranceOpIssuesList(VmFaultToleranceIssue):
    errors: tuple[LocalizedMethodFault, ...]
    warnings: tuple[LocalizedMethodFault, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., errors: Sequence[LocalizedMethodFault] | None = ..., warnings: Sequence[LocalizedMethodFault] | None = ...) -> None: ...

class VmFaultToleranceStateChangedEvent(VmEvent):
    oldState: VirtualMachineFaultToleranceState
    newState: VirtualMachineFaultToleranceState
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldState: VirtualMachineFaultToleranceState, newState: VirtualMachineFaultToleranceState) -> None: ...

class VmFaultToleranceTooManyVMsOnHost(InsufficientResourcesFault):
    hostName: str | None
    maxNumFtVms: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., hostName: str | None = ..., maxNumFtVms: int) -> None: ...

class VmFaultToleranceTurnedOffEvent(VmEvent): ...

class VmFaultToleranceVmTerminatedEvent(VmEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: str | None = ...) -> None: ...

class VmGuestRebootEvent(VmEvent): ...

class VmGuestShutdownEvent(VmEvent): ...

class VmGuestStandbyEvent(VmEvent): ...

class VmHealthMonitoringStateChangedEvent(ClusterEvent):
    state: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., state: str) -> None: ...

class VmHostAffinityRuleViolation(VmConfigFault):
    vmName: str
    hostName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., vmName: str, hostName: str) -> None: ...

class VmInstanceUuidAssignedEvent(VmEvent):
    instanceUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, instanceUuid: str) -> None: ...

class VmInstanceUuidChangedEvent(VmEvent):
    oldInstanceUuid: str
    newInstanceUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldInstanceUuid: str, newInstanceUuid: str) -> None: ...

class VmInstanceUuidConflictEvent(VmEvent):
    conflictedVm: VmEventArgument
    instanceUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, conflictedVm: VmEventArgument, instanceUuid: str) -> None: ...

class VmLimitLicense(NotEnoughLicenses):
    limit: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., limit: int) -> None: ...

class VmLogFileInfo(FileInfo): ...

class VmLogFileQuery(FileQuery): ...

class VmMacAssignedEvent(VmEvent):
    adapter: str
    mac: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, adapter: str, mac: str) -> None: ...

class VmMacChangedEvent(VmEvent):
    adapter: str
    oldMac: str
    newMac: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, adapter: str, oldMac: str, newMac: str) -> None: ...

class VmMacConflictEvent(VmEvent):
    conflictedVm: VmEventArgument
    mac: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, conflictedVm: VmEventArgument, mac: str) -> None: ...

class VmMaxFTRestartCountReached(VmEvent): ...

class VmMaxRestartCountReached(VmEvent): ...

class VmMessageErrorEvent(VmEvent):
    message: str
    messageInfo: tuple[VirtualMachineMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, message: str, messageInfo: Sequence[VirtualMachineMessage] | None = ...) -> None: ...

class VmMessageEvent(VmEvent):
    message: str
    messageInfo: tuple[VirtualMachineMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, message: str, messageInfo: Sequence[VirtualMachineMessage] | None = ...) -> None: ...

class VmMessageWarningEvent(VmEvent):
    message: str
    messageInfo: tuple[VirtualMachineMessage, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, message: str, messageInfo: Sequence[VirtualMachineMessage] | None = ...) -> None: ...

class VmMigratedEvent(VmEvent):
    sourceHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, sourceHost: HostEventArgument) -> None: ...

class VmMonitorIncompatibleForFaultTolerance(VimFault): ...

class VmNoCompatibleHostForSecondaryEvent(VmEvent): ...

class VmNoNetworkAccessEvent(VmEvent):
    destHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destHost: HostEventArgument) -> None: ...

class VmNvramFileInfo(FileInfo): ...

class VmNvramFileQuery(FileQuery): ...

class VmOrphanedEvent(VmEvent): ...

class VmPortGroupProfile(PortGroupProfile): ...

class VmPowerOffOnIsolationEvent(VmPoweredOffEvent):
    isolatedHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, isolatedHost: HostEventArgument) -> None: ...

class VmPowerOnDisabled(InvalidState): ...

class VmPoweredOffEvent(VmEvent): ...

class VmPoweredOnEvent(VmEvent): ...

class VmPoweringOnWithCustomizedDVPortEvent(VmEvent):
    vnic: tuple[VnicPortArgument, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, vnic: Sequence[VnicPortArgument]) -> None: ...

class VmPrimaryFailoverEvent(VmEvent):
    reason: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: str | None = ...) -> None: ...

class VmReconfiguredEvent(VmEvent):
    configSpec: VirtualMachineConfigSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, configSpec: VirtualMachineConfigSpec) -> None: ...

class VmRegisteredEvent(VmEvent): ...

class VmRelayoutSuccessfulEvent(VmEvent): ...

class VmRelayoutUpToDateEvent(VmEvent): ...

class VmReloadFromPathEvent(VmEvent):
    configPath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, configPath: str) -> None: ...

class VmReloadFromPathFailedEvent(VmEvent):
    configPath: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, configPath: str) -> None: ...

class VmRelocateFailedEvent(VmRelocateSpecEvent):
    destHost: HostEventArgument
    reason: LocalizedMethodFault
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, destHost: HostEventArgument, reason: LocalizedMethodFault) -> None: ...

class VmRelocateSpecEvent(VmEvent): ...

class VmRelocatedEvent(VmRelocateSpecEvent):
    sourceHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, sourceHost: HostEventArgument) -> None: ...

class VmRemoteConsoleConnectedEvent(VmEvent): ...

class VmRemoteConsoleDisconnectedEvent(VmEvent): ...

class VmRemovedEvent(VmEvent): ...

class VmRenamedEvent(VmEvent):
    oldName: str
    newName: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldName: str, newName: str) -> None: ...

class VmResettingEvent(VmEvent): ...

class VmResourcePoolMovedEvent(VmEvent):
    oldParent: ResourcePoolEventArgument
    newParent: ResourcePoolEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldParent: ResourcePoolEventArgument, newParent: ResourcePoolEventArgument) -> None: ...

class VmResourceReallocatedEvent(VmEvent): ...

class VmRestartedOnAlternateHostEvent(VmPoweredOnEvent):
    sourceHost: HostEventArgument
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, sourceHost: HostEventArgument) -> None: ...

class VmResumingEvent(VmEvent): ...

class VmSecondaryAddedEvent(VmEvent): ...

class VmSecondaryDisabledBySystemEvent(VmEvent):
    reason: LocalizedMethodFault | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, reason: LocalizedMethodFault | None = ...) -> None: ...

class VmSecondaryDisabledEvent(VmEvent): ...

class VmSecondaryEnabledEvent(VmEvent): ...

class VmSecondaryStartedEvent(VmEvent): ...

class VmShutdownOnIsolationEvent(VmPoweredOffEvent):
    isolatedHost: HostEventArgument
    shutdownResult: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, isolatedHost: HostEventArgument, shutdownResult: str | None = ...) -> None: ...

class VmShutdownOnIsolationEventOperation(VimEnum):
    shutdown: ClassVar[VmShutdownOnIsolationEventOperation]
    poweredOff: ClassVar[VmShutdownOnIsolationEventOperation]

class VmSnapshotFileInfo(FileInfo): ...

class VmSnapshotFileQuery(FileQuery): ...

class VmStartRecordingEvent(VmEvent): ...

class VmStartReplayingEvent(VmEvent): ...

class VmStartingEvent(VmEvent): ...

class VmStartingSecondaryEvent(VmEvent): ...

class VmStaticMacConflictEvent(VmEvent):
    conflictedVm: VmEventArgument
    mac: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, conflictedVm: VmEventArgument, mac: str) -> None: ...

class VmStoppingEvent(VmEvent): ...

class VmSuspendedEvent(VmEvent): ...

class VmSuspendingEvent(VmEvent): ...

class VmTimedoutStartingSecondaryEvent(VmEvent):
    timeout: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, timeout: int | None = ...) -> None: ...

class VmToolsUpgradeFault(VimFault): ...

class VmUnsupportedStartingEvent(VmStartingEvent):
    guestId: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, guestId: str) -> None: ...

class VmUpgradeCompleteEvent(VmEvent):
    version: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, version: str) -> None: ...

class VmUpgradeFailedEvent(VmEvent): ...

class VmUpgradingEvent(VmEvent):
    version: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, version: str) -> None: ...

class VmUuidAssignedEvent(VmEvent):
    uuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, uuid: str) -> None: ...

class VmUuidChangedEvent(VmEvent):
    oldUuid: str
    newUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldUuid: str, newUuid: str) -> None: ...

class VmUuidConflictEvent(VmEvent):
    conflictedVm: VmEventArgument
    uuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, conflictedVm: VmEventArgument, uuid: str) -> None: ...

class VmValidateMaxDevice(VimFault):
    device: str
    max: int
    count: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., device: str, max: int, count: int) -> None: ...

class VmWwnAssignedEvent(VmEvent):
    nodeWwns: tuple[int, ...]
    portWwns: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, nodeWwns: Sequence[int], portWwns: Sequence[int]) -> None: ...

class VmWwnChangedEvent(VmEvent):
    oldNodeWwns: tuple[int, ...]
    oldPortWwns: tuple[int, ...]
    newNodeWwns: tuple[int, ...]
    newPortWwns: tuple[int, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, oldNodeWwns: Sequence[int] | None = ..., oldPortWwns: Sequence[int] | None = ..., newNodeWwns: Sequence[int] | None = ..., newPortWwns: Sequence[int] | None = ...) -> None: ...

class VmWwnConflict(InvalidVmConfig):
    vm: ManagedObjectReference | None
    host: ManagedObjectReference | None
    name: str | None
    wwn: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., property: str | None = ..., vm: ManagedObjectReference | None = ..., host: ManagedObjectReference | None = ..., name: str | None = ..., wwn: int | None = ...) -> None: ...

class VmWwnConflictEvent(VmEvent):
    conflictedVms: tuple[VmEventArgument, ...]
    conflictedHosts: tuple[HostEventArgument, ...]
    wwn: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., key: int, chainId: int, createdTime: _datetime, userName: str, datacenter: DatacenterEventArgument | None = ..., computeResource: ComputeResourceEventArgument | None = ..., host: HostEventArgument | None = ..., vm: VmEventArgument | None = ..., ds: DatastoreEventArgument | None = ..., net: NetworkEventArgument | None = ..., dvs: DvsEventArgument | None = ..., fullFormattedMessage: str | None = ..., changeTag: str | None = ..., template: bool, conflictedVms: Sequence[VmEventArgument] | None = ..., conflictedHosts: Sequence[HostEventArgument] | None = ..., wwn: int) -> None: ...

class VmfsAlreadyMounted(VmfsMountFault): ...

class VmfsAmbiguousMount(VmfsMountFault): ...

class VmfsDatastoreAllExtentOption(VmfsDatastoreSingleExtentOption): ...

class VmfsDatastoreBaseOption(DynamicData):
    layout: HostDiskPartitionLayout
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., layout: HostDiskPartitionLayout) -> None: ...

class VmfsDatastoreCreateSpec(VmfsDatastoreSpec):
    partition: HostDiskPartitionSpec
    vmfs: HostVmfsSpec
    extent: tuple[HostScsiDiskPartition, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskUuid: str, partition: HostDiskPartitionSpec, vmfs: HostVmfsSpec, extent: Sequence[HostScsiDiskPartition] | None = ...) -> None: ...

class VmfsDatastoreExpandSpec(VmfsDatastoreSpec):
    partition: HostDiskPartitionSpec
    extent: HostScsiDiskPartition
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskUuid: str, partition: HostDiskPartitionSpec, extent: HostScsiDiskPartition) -> None: ...

class VmfsDatastoreExtendSpec(VmfsDatastoreSpec):
    partition: HostDiskPartitionSpec
    extent: tuple[HostScsiDiskPartition, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskUuid: str, partition: HostDiskPartitionSpec, extent: Sequence[HostScsiDiskPartition]) -> None: ...

class VmfsDatastoreInfo(DatastoreInfo):
    vmfs: HostVmfsVolume | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., name: str, url: str, freeSpace: int, maxFileSize: int, timestamp: _datetime | None = ..., vmfs: HostVmfsVolume | None = ...) -> None: ...

class VmfsDatastoreMultipleExtentOption(VmfsDatastoreBaseOption):
    vmfsExtent: tuple[HostDiskPartitionBlockRange, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., layout: HostDiskPartitionLayout, vmfsExtent: Sequence[HostDiskPartitionBlockRange]) -> None: ...

class VmfsDatastoreOption(DynamicData):
    info: VmfsDatastoreBaseOption
    spec: VmfsDatastoreSpec
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., info: VmfsDatastoreBaseOption, spec: VmfsDatastoreSpec) -> None: ...

class VmfsDatastoreSingleExtentOption(VmfsDatastoreBaseOption):
    vmfsExtent: HostDiskPartitionBlockRange
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., layout: HostDiskPartitionLayout, vmfsExtent: HostDiskPartitionBlockRange) -> None: ...

class VmfsDatastoreSpec(DynamicData):
    diskUuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., diskUuid: str) -> None: ...

class VmfsMountFault(HostConfigFault):
    uuid: str
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., faultCause: LocalizedMethodFault | None = ..., faultMessage: Sequence[LocalizableMessage] | None = ..., uuid: str) -> None: ...

class VmotionInterfaceNotEnabled(HostPowerOpFailed): ...

class VmwareDistributedVirtualSwitchPvlanPortType(VimEnum):
    promiscuous: ClassVar[VmwareDistributedVirtualSwitchPvlanPortType]
    isolated: ClassVar[VmwareDistributedVirtualSwitchPvlanPortType]
    community: ClassVar[VmwareDistributedVirtualSwitchPvlanPortType]

class VmwareDistributedVirtualSwitchPvlanSpec(VmwareDistributedVirtualSwitchVlanSpec):
    pvlanId: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, pvlanId: int) -> None: ...

class VmwareDistributedVirtualSwitchTrunkVlanSpec(VmwareDistributedVirtualSwitchVlanSpec):
    vlanId: tuple[NumericRange, ...]
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, vlanId: Sequence[NumericRange]) -> None: ...

class VmwareDistributedVirtualSwitchVlanIdSpec(VmwareDistributedVirtualSwitchVlanSpec):
    vlanId: int
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, vlanId: int) -> None: ...

class VmwareDistributedVirtualSwitchVlanSpec(InheritablePolicy): ...

class VmwareUplinkPortTeamingPolicy(InheritablePolicy):
    policy: StringPolicy | None
    reversePolicy: BoolPolicy | None
    notifySwitches: BoolPolicy | None
    rollingOrder: BoolPolicy | None
    failureCriteria: DVSFailureCriteria | None
    uplinkPortOrder: VMwareUplinkPortOrderPolicy | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., inherited: bool, policy: StringPolicy | None = ..., reversePolicy: BoolPolicy | None = ..., notifySwitches: BoolPolicy | None = ..., rollingOrder: BoolPolicy | None = ..., failureCriteria: DVSFailureCriteria | None = ..., uplinkPortOrder: VMwareUplinkPortOrderPolicy | None = ...) -> None: ...

class VnicPortArgument(DynamicData):
    vnic: str
    port: DistributedVirtualSwitchPortConnection
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., vnic: str, port: DistributedVirtualSwitchPortConnection) -> None: ...

class VolumeEditorError(CustomizationFault): ...

class WaitOptions(DynamicData):
    maxWaitSeconds: int | None
    maxObjectUpdates: int | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., maxWaitSeconds: int | None = ..., maxObjectUpdates: int | None = ...) -> None: ...

class WakeOnLanNotSupported(VirtualHardwareCompatibilityIssue): ...

class WakeOnLanNotSupportedByVmotionNIC(HostPowerOpFailed): ...

class WarningUpgradeEvent(UpgradeEvent): ...

class WeekOfMonth(VimEnum):
    first: ClassVar[WeekOfMonth]
    second: ClassVar[WeekOfMonth]
    third: ClassVar[WeekOfMonth]
    fourth: ClassVar[WeekOfMonth]
    last: ClassVar[WeekOfMonth]

class WeeklyTaskScheduler(DailyTaskScheduler):
    sunday: bool
    monday: bool
    tuesday: bool
    wednesday: bool
    thursday: bool
    friday: bool
    saturday: bool
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., activeTime: _datetime | None = ..., expireTime: _datetime | None = ..., interval: int, minute: int, hour: int, sunday: bool, monday: bool, tuesday: bool, wednesday: bool, thursday: bool, friday: bool, saturday: bool) -> None: ...

class WillModifyConfigCpuRequirements(MigrationFault): ...

class WinNetBIOSConfigInfo(NetBIOSConfigInfo):
    primaryWINS: str
    secondaryWINS: str | None
    def __init__(self, *, dynamicType: str | None = ..., dynamicProperty: Sequence[DynamicProperty] | None = ..., mode: str, primaryWINS: str, secondaryWINS: str | None = ...) -> None: ...
