"""The real adb binary against the wire."""

import os
import re
import socket
import threading
from pathlib import Path

from droidground_emulator.clock import Clock
from tests.emulator.adbd.conftest import Connected
from tests.emulator.adbd.scripted_guest import BIG, ECHO_PORT


def test_lists_the_phone(connected: Connected) -> None:
    listing = connected.server.run("devices", "-l").stdout.decode()
    assert re.search(
        rf"{connected.phone.serial} +device product:scripted model:Scripted_Phone device:scripted",
        listing,
    )


def test_shell_exit_codes_and_streams(connected: Connected) -> None:
    for code in (0, 1, 7, 255):
        assert connected.adb("shell", f"exit-with {code}").returncode == code
    done = connected.adb("shell", "both")
    assert (done.stdout, done.stderr) == (b"out\nout2\n", b"err\n")


def test_shell_without_v2_mixes_in_order(connected: Connected) -> None:
    done = connected.adb("shell", "-x", "both")
    assert done.stdout == b"out\nerr\nout2\n"
    assert connected.adb("exec-out", "both").stdout == b"out\nerr\nout2\n"


def test_shell_reads_stdin(connected: Connected) -> None:
    payload = os.urandom(300_000)
    assert connected.adb("shell", "cat", stdin=payload).stdout == payload


def test_exec_out_is_binary_and_fast(connected: Connected) -> None:
    clock = Clock()
    started = clock.monotonic()
    assert connected.adb("exec-out", "big").stdout == BIG
    assert clock.monotonic() - started < 2.0
    assert connected.adb("shell", "big").stdout == BIG


def test_exec_in(connected: Connected) -> None:
    payload = os.urandom(200_000)
    assert connected.adb("exec-in", "save", "/data/local/tmp/in", stdin=payload).returncode == 0
    files = connected.guest.files
    clock = Clock()
    assert clock.wait_until(lambda: files.exists("/data/local/tmp/in"), clock.monotonic() + 10)
    assert files.read("/data/local/tmp/in") == payload


def test_shell_without_a_command_reads_lines(connected: Connected) -> None:
    done = connected.adb("shell", stdin=b"one\nboth\nexit-with 3\n")
    assert (done.returncode, done.stdout, done.stderr) == (3, b"one\nout\nout2\n", b"err\n")
    assert connected.adb("shell", stdin=b"one\nexit 9\ntwo\n").returncode == 9
    assert connected.guest.ran.count("two") == 0


def test_terminal_echoes_and_edits(connected: Connected) -> None:
    done = connected.adb("shell", "-tt", stdin=b"onx\x7fe\rexit\r")
    assert done.stdout.count(b"one\r\n") == 1
    assert b"\b \b" in done.stdout
    assert connected.guest.ran == ["one"]


def test_hang_up_is_told_to_the_command(connected: Connected) -> None:
    stream = connected.device.shell("wait-for-hang-up", stream=True)
    assert stream.read_string(7) == "waiting"
    stream.close()
    assert connected.guest.hung_up.wait(10)


def test_push_and_pull_keep_mode_and_time(connected: Connected, tmp_path: Path) -> None:
    source = tmp_path / "run.sh"
    source.write_bytes(os.urandom(3_000_001))
    source.chmod(0o750)
    os.utime(source, (1_600_000_000, 1_600_000_000))
    assert connected.adb("push", str(source), "/data/local/tmp/run.sh").returncode == 0
    found = connected.guest.files.stat("/data/local/tmp/run.sh")
    # adbd copies the owner's bits to group and others.
    assert (found.mode, found.size) == (0o100777, 3_000_001)
    connected.adb("pull", "-a", "/data/local/tmp/run.sh", str(tmp_path / "back.sh"))
    assert (tmp_path / "back.sh").read_bytes() == source.read_bytes()
    again = connected.adb("push", "--sync", str(source), "/data/local/tmp/run.sh")
    assert b"0 files pushed, 1 skipped" in again.stdout + again.stderr


def test_folders_both_ways(connected: Connected, tmp_path: Path) -> None:
    tree = {"a.txt": b"a", "deep/er/b.bin": bytes(70_000), "deep/ünï code.txt": b"c"}
    for name, data in tree.items():
        path = tmp_path / "tree" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        os.utime(path, (1_500_000_000, 1_500_000_000))
    pushed = connected.adb("push", str(tmp_path / "tree"), "/sdcard/Download")
    assert pushed.returncode == 0, pushed.stderr
    files = connected.guest.files
    assert {name: files.read(f"/sdcard/Download/tree/{name}") for name in tree} == tree
    assert files.stat("/sdcard/Download/tree/a.txt").mtime == 1_500_000_000
    files.mkdir("/sdcard/Download/tree/empty")
    pulled = connected.adb("pull", "-a", "/sdcard/Download/tree", str(tmp_path / "back"))
    assert pulled.returncode == 0, pulled.stderr
    assert {name: (tmp_path / "back" / name).read_bytes() for name in tree} == tree
    assert (tmp_path / "back" / "a.txt").stat().st_mtime == 1_500_000_000
    assert (tmp_path / "back" / "empty").is_dir()


def test_sync_errors_reach_the_user(connected: Connected, tmp_path: Path) -> None:
    (tmp_path / "f").write_bytes(bytes(200_000))
    pushed = connected.adb("push", str(tmp_path / "f"), "/system/f")
    assert pushed.returncode == 1
    assert b"couldn't create file: Read-only file system" in pushed.stderr
    pulled = connected.adb("pull", "/sdcard/nothing", str(tmp_path / "g"))
    assert pulled.returncode == 1
    assert b"No such file or directory" in pulled.stderr
    assert not (tmp_path / "g").exists()
    assert connected.adb("shell", "still here").stdout == b"still here\n"


def test_install_streams_the_package(connected: Connected, tmp_path: Path) -> None:
    package = os.urandom(500_000)
    (tmp_path / "app.apk").write_bytes(package)
    done = connected.adb("install", "-r", str(tmp_path / "app.apk"))
    assert (done.returncode, b"Success" in done.stdout) == (0, True), done
    assert connected.guest.argv[-1] == ["package", "install", "-r", "-S", "500000"]
    assert connected.guest.received == package


def test_forward(connected: Connected) -> None:
    port = int(connected.adb("forward", "tcp:0", f"tcp:{ECHO_PORT}").stdout)
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"hello")
        assert client.recv(100) == b"HELLO"
    connected.adb("forward", f"tcp:{port}", "localabstract:echo")
    with socket.create_connection(("127.0.0.1", port), timeout=10) as client:
        client.sendall(b"HELLO")
        assert client.recv(100) == b"hello"
    connected.adb("forward", "--remove", f"tcp:{port}")


def test_reverse_leads_to_the_host(connected: Connected) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)
        host_port = listener.getsockname()[1]
        assert connected.adb("reverse", "tcp:6000", f"tcp:{host_port}").returncode == 0
        assert connected.adb("reverse", "tcp:0", "tcp:1").stdout.strip().isdigit()
        listing = connected.adb("reverse", "--list").stdout
        assert f"host-0 tcp:6000 tcp:{host_port}".encode() in listing
        served = threading.Thread(target=_answer_once, args=(listener,))
        served.start()
        with connected.device.create_connection("tcp", 6000) as client:
            client.settimeout(10)
            client.sendall(b"ping")
            assert client.recv(100) == b"pong:ping"
            assert client.recv(100) == b""
        served.join(10)
        assert not served.is_alive()
    connected.adb("reverse", "--remove", "tcp:6000")
    gone = connected.adb("reverse", "--remove", "tcp:6000")
    assert b"listener 'tcp:6000' not found" in gone.stderr
    assert connected.adb("reverse", "--remove-all").returncode == 0


def test_one_line_answers(connected: Connected) -> None:
    assert b"cannot run as root" in connected.adb("root").stdout
    assert b"not running as root" in connected.adb("unroot").stdout
    assert connected.adb("tcpip", "5999").stdout == b"restarting in TCP mode port: 5999\n"
    connected.adb("reboot", "bootloader")
    clock = Clock()
    rebooted = connected.guest.rebooted
    assert clock.wait_until(lambda: rebooted == ["bootloader"], clock.monotonic() + 10)
    assert connected.reaches("device")


def _answer_once(listener: socket.socket) -> None:
    client, _ = listener.accept()
    with client:
        client.sendall(b"pong:" + client.recv(100))
