"""Who may connect, decided with the real adb server's key."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from hypothesis import given
from hypothesis import strategies as st

from droidground_emulator.virtual.adbd.auth import (
    AuthMode,
    AuthPolicy,
    PublicKey,
    parse_public_key,
    verify,
)
from droidground_emulator.virtual.phone import VirtualPhone
from tests.conftest import AdbServer
from tests.emulator.adbd.conftest import Connected
from tests.emulator.adbd.raw_host import RawHost
from tests.emulator.adbd.scripted_guest import ScriptedGuest


@contextmanager
def phone_with(
    policy: AuthPolicy, guest: ScriptedGuest, server: AdbServer
) -> Iterator[tuple[Connected, bytes]]:
    """A phone with this policy, and what `adb connect` said of it."""
    with VirtualPhone(guest, auth=policy) as phone:
        said = server.run("connect", phone.serial).stdout
        yield Connected(phone, guest, server), said
        server.run("disconnect", phone.serial)


def test_known_key_connects_at_once(guest: ScriptedGuest, adb_server: AdbServer) -> None:
    known = {parse_public_key(adb_server.public_key)}
    policy = AuthPolicy(AuthMode.KNOWN, known=known)
    with phone_with(policy, guest, adb_server) as (connected, said):
        assert said.startswith(b"connected to")
        assert connected.adb("shell", "hi").stdout == b"hi\n"


def test_unknown_key_is_unauthorized(guest: ScriptedGuest, adb_server: AdbServer) -> None:
    stranger = PublicKey((1 << 2047) + 12345, 65537)
    policy = AuthPolicy(AuthMode.KNOWN, known={stranger})
    with phone_with(policy, guest, adb_server) as (connected, said):
        assert b"failed to authenticate" in said
        assert connected.state() == "unauthorized"
        assert connected.adb("shell", "hi").returncode != 0
        assert guest.ran == []


def test_ask_becomes_a_device_by_itself(guest: ScriptedGuest, adb_server: AdbServer) -> None:
    policy = AuthPolicy(AuthMode.ASK, accept_after_s=0.4)
    with phone_with(policy, guest, adb_server) as (connected, said):
        assert b"failed to authenticate" in said
        assert connected.reaches("device")
        adb_server.run("disconnect", connected.phone.serial)
        adb_server.connect(connected.phone.serial)  # the key is remembered


def test_a_question_that_is_still_open_lets_nobody_in(
    guest: ScriptedGuest, adb_server: AdbServer
) -> None:
    with phone_with(AuthPolicy(AuthMode.ASK, 60), guest, adb_server) as (connected, _):
        adb_server.run("disconnect", connected.phone.serial)
        said = adb_server.run("connect", connected.phone.serial).stdout
        assert b"failed to authenticate" in said
        assert connected.state() == "unauthorized"


def test_never(guest: ScriptedGuest, adb_server: AdbServer) -> None:
    with phone_with(AuthPolicy(AuthMode.NEVER), guest, adb_server) as (connected, _):
        assert connected.reaches("unauthorized")


def test_services_before_the_handshake_drop_the_connection(guest: ScriptedGuest) -> None:
    with (
        VirtualPhone(guest, auth=AuthPolicy(AuthMode.ASK, 60)) as phone,
        RawHost(phone.port) as host,
    ):
        host.send(0x4E584E43, 0x01000001, 1 << 20, b"host::")
        question = host.receive()
        assert question is not None
        assert len(question.data) == 20
        host.send(0x48545541, 2, 0, b"\x01" * 256)
        assert host.receive() is not None  # a second question
        host.send(0x4E45504F, 1, 0, b"shell:id\0")
        assert host.is_dropped()
    assert guest.ran == []


@given(st.binary(max_size=800))
def test_no_garbage_is_a_key(text: bytes) -> None:
    with pytest.raises(ValueError, match=r"."):
        parse_public_key(text)


@given(st.binary(max_size=300))
def test_no_garbage_is_a_signature(signature: bytes) -> None:
    assert not verify(PublicKey((1 << 2047) + 12345, 65537), bytes(20), signature)
