"""Packets: what no adb sends drops the connection, and the phone lives on."""

import io
import struct
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground_emulator.virtual.adbd.packet import (
    HEADER,
    MAX_PAYLOAD,
    Command,
    ProtocolError,
    check_sum,
    encode_header,
    read_packet,
)
from droidground_emulator.virtual.phone import VirtualPhone
from tests.emulator.adbd.raw_host import RawHost, raw_header
from tests.emulator.adbd.scripted_guest import BIG, ScriptedGuest

u32 = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def hardy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[VirtualPhone]:
    """One phone that all the garbage is thrown at."""
    folder: Path = tmp_path_factory.mktemp("hardy")
    with VirtualPhone(ScriptedGuest(folder / "phone")) as phone:
        yield phone


def lives(phone: VirtualPhone) -> bool:
    """Tell whether a new connection gets a shell."""
    with RawHost(phone.port) as host:
        host.hello()
        stream = host.open(b"shell:hi")
        return stream is not None and stream.read_all() == b"hi\n"


@given(st.sampled_from(Command), u32, u32, st.binary(max_size=5000))
def test_round_trip(command: Command, arg0: int, arg1: int, data: bytes) -> None:
    packet = read_packet(io.BytesIO(encode_header(command, arg0, arg1, data) + data))
    assert packet is not None
    assert (packet.command, packet.arg0, packet.arg1, packet.data) == (command, arg0, arg1, data)
    if command in (Command.CNXN, Command.AUTH):
        check_sum(packet)


@given(st.binary(max_size=200))
def test_any_bytes_are_a_packet_the_end_or_an_error(data: bytes) -> None:
    try:
        packet = read_packet(io.BytesIO(data))
    except ProtocolError:
        return
    assert packet is not None or not data


def test_garbage_drops_only_its_connection(hardy: VirtualPhone) -> None:
    kinds = {
        "bad magic": raw_header(Command.CNXN, 0, magic=0),
        "too long": raw_header(Command.CNXN, MAX_PAYLOAD + 1),
        "huge": raw_header(Command.CNXN, 2**32 - 1),
        "http": b"GET / HTTP/1.1\r\nHost: localhost:8080\r\n\r\n",
        "open first": encode_header(Command.OPEN, 1, 0, b"shell:id\0") + b"shell:id\0",
        "no payload": encode_header(Command.CNXN, 0x01000001, 0, b""),
    }
    for kind, data in kinds.items():
        with RawHost(hardy.port) as host:
            host.socket.sendall(data)
            assert host.is_dropped(), kind
    assert lives(hardy)


def test_wrong_checksum_of_an_old_host(hardy: VirtualPhone) -> None:
    with RawHost(hardy.port) as host:
        host.hello(version=0x01000000)
        data = b"shell:id\0"
        header = HEADER.pack(Command.OPEN, 1, 0, len(data), 1, Command.OPEN ^ 0xFFFFFFFF)
        host.socket.sendall(header + data)
        assert host.is_dropped()


def test_second_hello_and_open_without_id_drop(hardy: VirtualPhone) -> None:
    for command, arg0, arg1 in ((Command.CNXN, 1, 4096), (Command.OPEN, 0, 0)):
        with RawHost(hardy.port) as host:
            host.hello()
            host.send(command, arg0, arg1, b"shell:id\0")
            assert host.is_dropped()


def test_writing_without_waiting_drops(hardy: VirtualPhone) -> None:
    with RawHost(hardy.port) as host:
        host.hello()
        stream = host.open(b"shell:wait-for-hang-up")
        assert stream is not None
        with suppress(BrokenPipeError, ConnectionResetError):
            for _ in range(10):
                host.send(Command.WRTE, stream.local_id, stream.remote_id, b"x")
        assert host.is_dropped()
    assert lives(hardy)


def test_unknown_streams_and_commands_are_no_harm(hardy: VirtualPhone) -> None:
    with RawHost(hardy.port) as host:
        host.hello()
        host.send(Command.OKAY, 77, 99)
        host.send(Command.CLSE, 77, 99)
        host.send(Command.SYNC, 1, 1)
        host.send(Command.STLS, 0x01000000, 0)
        stream = host.open(b"shell:hi")
        assert stream is not None
        assert stream.read_all() == b"hi\n"


@pytest.mark.parametrize("service", [b"", b"nonsense:", b"tcp:", b"tcp:0", b"tcp:99999", b"\xff"])
def test_unknown_services_are_refused(hardy: VirtualPhone, service: bytes) -> None:
    with RawHost(hardy.port) as host:
        host.hello()
        assert host.open(service) is None
        assert host.open(b"shell:hi") is not None


def test_small_payloads_are_kept(hardy: VirtualPhone) -> None:
    with RawHost(hardy.port) as host:
        host.hello(max_payload=4096)
        stream = host.open(b"shell,v2,raw:both")
        assert stream is not None
        assert stream.read_all().endswith(struct.pack("<BIB", 3, 1, 0))
        stream = host.open(b"exec:big")
        assert stream is not None
        largest = max(len(stream.next_data()) for _ in range(len(BIG) // 4096))
        assert largest == 4096


def test_streams_are_limited(hardy: VirtualPhone) -> None:
    with RawHost(hardy.port) as host:
        host.hello()
        opened = [host.open(b"track-jdwp") for _ in range(520)]
        assert sum(stream is not None for stream in opened) == 512
        assert opened[-1] is None
    assert lives(hardy)


def test_reverse_streams_that_the_host_refuses_are_forgotten(hardy: VirtualPhone) -> None:
    with RawHost(hardy.port) as host:
        host.hello()
        stream = host.open(b"reverse:forward:tcp:6001;tcp:\xff")
        assert stream is not None
        assert stream.read_all() == b"OKAY"
        for number in range(520):
            host.send(Command.OPEN, 10_000 + number, 0, b"tcp:6001\0")
            back = host.receive()
            assert back is not None
            assert (back.command, back.data) == (Command.OPEN, b"tcp:\xff\0")
            host.send(Command.CLSE, 0, back.arg0)
            refused = host.receive()
            assert refused is not None
            assert refused.command == Command.CLSE
        assert host.open(b"shell:hi") is not None


@settings(max_examples=60)
@given(
    st.lists(
        st.tuples(
            st.sampled_from([*Command, 0x12345678]),
            st.integers(0, 3),
            st.integers(0, 3),
            st.binary(max_size=40) | st.just(b"shell:hi\0") | st.just(b"sync:\0"),
        ),
        max_size=8,
    ),
    st.booleans(),
)
def test_any_packets_leave_the_phone_alive(
    hardy: VirtualPhone, packets: list[tuple[int, int, int, bytes]], greets: bool
) -> None:
    with RawHost(hardy.port) as host:
        if greets:
            host.hello()
        with suppress(BrokenPipeError, ConnectionResetError):
            for packet in packets:
                host.send(*packet)
    assert lives(hardy)


@settings(max_examples=60)
@given(st.binary(max_size=60))
def test_any_shell_packets_leave_the_phone_alive(hardy: VirtualPhone, data: bytes) -> None:
    with RawHost(hardy.port) as host:
        host.hello()
        stream = host.open(b"shell,v2,raw:cat")
        assert stream is not None
        host.send(Command.WRTE, stream.local_id, stream.remote_id, data)
        host.send(Command.CLSE, stream.local_id, stream.remote_id)
    assert lives(hardy)
