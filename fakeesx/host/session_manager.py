"""SessionManager: logging in and out, tickets, the list of sessions."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath
from typing import ClassVar

from fakeesx.host.managed_object import Call, ManagedObject, fault, method
from fakeesx.host.services.sessions import Session, TooManySessions
from fakeesx.schema import vim


class SessionManager(ManagedObject):
    """The sessions of a host."""

    per_session = frozenset({"currentSession", "sessionList"})

    refused: ClassVar[dict[str, str]] = {
        "SessionIsActive": "NotImplemented",  # ESX has it not; libvirt and govmomi work around that
        "LoginExtensionBySubjectName": "NotSupported",
        "LoginExtensionByCertificate": "NotSupported",
        "ImpersonateUser": "NotSupported",
        "LoginBySSPI": "NotSupported",
    }

    def read_currentSession(self, call: Call) -> vim.UserSession | None:
        """The caller's session."""
        return self._user_session(call.session) if call.session else None

    def read_sessionList(self, call: Call) -> tuple[vim.UserSession, ...]:
        """All sessions."""
        return tuple(self._user_session(session) for session in self.host.sessions)

    @method
    def Login(self, call: Call, userName: str, password: str, locale: str | None = None) -> vim.UserSession:
        """Begin a session. Raises InvalidLogin, InvalidLocale; NoPermission for a user who has none on anything (inferred).

        A client that has a session gets a new one in its place (inferred: OpenStack logs in again without a new cookie
        whenever it takes its session for dead, which it often does on ESX, where SessionIsActive is not implemented).
        """
        account = self.host.access.authenticate(userName, password)
        if account is None:
            raise fault("InvalidLogin")
        return self._begin(call, account.name, account.full_name, locale)

    @method
    def Logout(self, call: Call) -> None:
        """End the caller's session."""
        assert call.session is not None
        self.host.sessions.end(call.session)

    @method
    def TerminateSession(self, call: Call, sessionId: Sequence[str]) -> None:
        """End other sessions by their keys. Raises NotFound, and then ends none; InvalidArgument for one's own."""
        assert call.session is not None
        if call.session.key in sessionId:
            raise fault("InvalidArgument", invalidProperty="sessionId")
        sessions = [self.host.sessions.by_key(key) for key in sessionId]
        if any(session is None for session in sessions):
            raise fault("NotFound")
        for session in sessions:
            if session is not None:
                self.host.events.post(
                    "SessionTerminatedEvent",
                    call=call,
                    sessionId=session.key,
                    terminatedUsername=session.user,
                )
                self.host.sessions.end(session)

    @method
    def SetLocale(self, call: Call, locale: str) -> None:
        """Change the locale of the caller's session. Raises InvalidLocale."""
        assert call.session is not None
        call.session.locale = self._locale(locale)

    @method
    def UpdateServiceMessage(self, call: Call, message: str) -> None:
        """Change the message that clients show after login."""
        self.update(message=message)

    @method
    def AcquireCloneTicket(self, call: Call) -> str:
        """A ticket with which one other client becomes the same user."""
        assert call.session is not None
        return self.host.sessions.clone_ticket(call.session)

    @method
    def CloneSession(self, call: Call, cloneTicket: str) -> vim.UserSession:
        """Begin a session with a clone ticket. Raises InvalidLogin for a ticket that is used or unknown."""
        source = self.host.sessions.use_ticket(cloneTicket)
        if source is None or call.session is not None:
            raise fault("InvalidLogin")
        return self._begin(call, source.user, source.full_name, source.locale)

    @method
    def AcquireLocalTicket(self, call: Call, userName: str) -> vim.SessionManagerLocalTicket:
        """A one-time password in a file that only a local process can read. Raises InvalidLogin for an unknown user."""
        if userName not in self.host.access.accounts:
            raise fault("InvalidLogin")
        name = self.host.access.local_ticket(userName, self.host.ids.token())
        path = PurePosixPath("/var/run/vmware/hostd-tickets") / name
        return vim.SessionManagerLocalTicket(userName=userName, passwordFilePath=str(path))

    def _begin(self, call: Call, user: str, full_name: str, locale: str | None) -> vim.UserSession:
        self.host.access.require_anywhere(user, "System.View")
        checked = self._locale(locale) if locale else "en"
        if call.session is not None:
            self.host.sessions.end(call.session)
        try:
            session = self.host.sessions.login(call.cookie, user, full_name, checked)
        except TooManySessions:
            raise fault("SystemError", reason="The maximum number of sessions has been exceeded") from None
        self.host.events.post(
            "UserLoginSessionEvent", userName=user, ipAddress=call.peer, locale=checked, sessionId=session.key,
        )
        return self._user_session(session)

    def _locale(self, locale: str) -> str:
        """The supported locale for what a client asks (``en_US`` is ``en``). Raises InvalidLocale."""
        name = locale.replace("-", "_").partition("_")[0].lower()
        supported = {text.partition("_")[0].lower() for text in self.get("supportedLocaleList") or ()} | {"en"}
        if name not in supported:
            raise fault("InvalidLocale")
        return locale if locale in (self.get("supportedLocaleList") or ()) else name

    def _user_session(self, session: Session) -> vim.UserSession:
        time, zone = self.host.sessions.time, self.host.power.zone
        return vim.UserSession(
            key=session.key, userName=session.user, fullName=session.full_name, loginTime=time(session.login_time, zone),
            lastActiveTime=time(session.last_active, zone), locale=session.locale, messageLocale=session.locale,
        )
