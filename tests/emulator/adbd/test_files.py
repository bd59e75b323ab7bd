"""The phone's files, against what Linux itself does and against names that want out."""

import errno
import os
import shutil
import stat
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from droidground_emulator.virtual.file_contents import Draft
from droidground_emulator.virtual.files import Files

BASE = "/data/local/tmp/1/2/3/4"


@pytest.fixture
def files(tmp_path: Path) -> Files:
    return Files(tmp_path / "phone")


def code_of(action: Callable[[], object]) -> str:
    """The error's name, "" when there is none."""
    try:
        action()
    except OSError as exc:
        return errno.errorcode[exc.errno or 0]
    return ""


def test_read_only_parts(files: Files) -> None:
    actions: tuple[Callable[[], object], ...] = (
        lambda: files.write("/system/x", b""),
        lambda: files.append("/x", b""),
        lambda: files.mkdir("/proc/x"),
        lambda: files.remove("/data", recursive=True),
        lambda: files.remove("/", recursive=True),
        lambda: files.rename("/system/bin", "/data/bin"),
        lambda: files.chmod("/system", 0o777),
        lambda: files.symlink("/data", "/vendor/x"),
        lambda: files.touch("/etc/hosts"),
    )
    for action in actions:
        with pytest.raises(OSError, match="Read-only file system"):
            action()
    files.preset("/system/etc/hosts", b"127.0.0.1 localhost\n", mode=0o600)
    assert files.read("/etc/hosts") == b"127.0.0.1 localhost\n"
    assert stat.S_IMODE(files.stat("/etc/hosts").mode) == 0o600


def test_shared_storage_ignores_case_and_has_many_names(files: Files) -> None:
    files.write("/sdcard/Download/Photo.JPG", b"x")
    assert files.read("/storage/emulated/0/DOWNLOAD/photo.jpg") == b"x"
    assert files.listdir("/sdcard/download") == ("Photo.JPG",)
    assert files.resolve("/sdcard/Download/photo.jpg") == ("/storage/emulated/0/Download/Photo.JPG")
    files.write("/data/local/tmp/a", b"1")
    files.write("/data/local/tmp/A", b"2")
    assert files.listdir("/data/local/tmp") == ("A", "a")
    assert code_of(lambda: files.rename("/data/local/tmp/a", "/sdcard/a")) == "EXDEV"


def test_links(files: Files) -> None:
    files.symlink("loop2", "/data/loop1")
    files.symlink("/data/loop1", "/data/loop2")
    assert code_of(lambda: files.read("/data/loop1")) == "ELOOP"
    files.symlink("../../../../../../etc/passwd", "/data/out")
    assert files.resolve("/data/out") == "/system/etc/passwd"
    assert not files.exists("/data/out")
    files.symlink("/data/target", "/data/dangling")
    files.write("/data/dangling", b"through")
    assert files.read("/data/target") == b"through"
    assert files.stat("/data/dangling", follow=False).is_link()
    assert files.readlink("/data/dangling") == "/data/target"


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("/data/\0", "EINVAL"),
        ("", "ENOENT"),
        ("/data/" + "x" * 256, "ENAMETOOLONG"),
        ("/data/" + "é" * 128, "ENAMETOOLONG"),
        ("/data" + "/x" * 3000, "ENAMETOOLONG"),
        ("/data/none/x", "ENOENT"),
        ("/data/file/x", "ENOTDIR"),
        ("/data/file/", "ENOTDIR"),
        ("/data", "EISDIR"),
    ],
)
def test_paths_that_cannot_be_written(files: Files, path: str, code: str) -> None:
    files.write("/data/file", b"")
    assert code_of(lambda: files.write(path, b"x")) == code


def break_off(draft: Draft) -> None:
    """Write something, then fail."""
    draft.write(b"new")
    raise BufferError


def test_create_is_all_or_nothing(files: Files) -> None:
    files.write("/data/f", b"old", mode=0o600)
    with pytest.raises(BufferError), files.create("/data/f") as draft:
        break_off(draft)
    assert files.read("/data/f") == b"old"
    with files.create("/data/f", mode=0o755, mtime=1.5) as draft:
        draft.write(b"new")
        assert files.read("/data/f") == b"old"
    assert files.read("/data/f") == b"new"
    assert (files.stat("/data/f").mode, files.stat("/data/f").mtime) == (0o100755, 1.5)


def test_a_reader_keeps_what_it_opened(files: Files) -> None:
    files.write("/data/f", b"old")
    with files.open("/data/f") as reader:
        files.write("/data/f", b"new!")
        files.remove("/data/f")
        assert reader.read() == b"old"


def test_space_is_bounded_and_given_back(tmp_path: Path) -> None:
    files = Files(tmp_path / "phone", capacity=1000)
    files.write("/data/a", bytes(600))
    with pytest.raises(OSError, match="No space left on device"):
        files.write("/data/b", bytes(600))
    with pytest.raises(OSError, match="No space left on device"):
        files.append("/data/a", bytes(600))
    assert not files.exists("/data/b")
    files.remove("/data/a")
    assert files.free_bytes() == 1000
    assert list((tmp_path / "phone").iterdir()) == []


def test_host_files_are_never_links(tmp_path: Path) -> None:
    files = Files(tmp_path / "phone")
    (tmp_path / "secret").write_bytes(b"secret")
    (tmp_path / "phone" / "00000001").symlink_to(tmp_path / "secret")
    with pytest.raises(FileExistsError):
        files.write("/data/a", b"overwritten")
    assert (tmp_path / "secret").read_bytes() == b"secret"
    files.write("/data/b", b"mine")
    (tmp_path / "phone" / "00000002").unlink()
    (tmp_path / "phone" / "00000002").symlink_to(tmp_path / "secret")
    assert code_of(lambda: files.read("/data/b")) == "ELOOP"
    assert code_of(lambda: files.append("/data/b", b"x")) == "ELOOP"
    assert (tmp_path / "secret").read_bytes() == b"secret"


class Linux:
    """The same operations on a real folder, with links made only inside it."""

    def __init__(self, base: Path) -> None:
        self._base = f"{base}/"

    def write(self, path: str, data: bytes) -> None:
        with open(self._base + path, "wb") as file:
            file.write(data)

    def append(self, path: str, data: bytes) -> None:
        with open(self._base + path, "ab") as file:
            file.write(data)

    def read(self, path: str) -> bytes:
        with open(self._base + path, "rb") as file:
            return file.read()

    def mkdir(self, path: str) -> None:
        os.mkdir(self._base + path)

    def rmdir(self, path: str) -> None:
        os.rmdir(self._base + path)

    def remove(self, path: str) -> None:
        os.unlink(self._base + path)

    def rename(self, old: str, new: str) -> None:
        os.rename(self._base + old, self._base + new)

    def symlink(self, target: str, path: str) -> None:
        os.symlink(target, self._base + path)

    def listdir(self, path: str) -> tuple[str, ...]:
        return tuple(sorted(os.listdir(self._base + path)))

    def resolve(self, path: str) -> str:
        os.stat(self._base + path)  # realpath alone takes a file's `..` for a folder's
        return os.path.relpath(os.path.realpath(self._base + path), self._base)

    def kind(self, path: str) -> int:
        return stat.S_IFMT(os.lstat(self._base + path).st_mode)


class Phone:
    """The same operations on the phone."""

    def __init__(self, files: Files) -> None:
        self._files = files
        self._base = f"{BASE}/"
        files.mkdir(BASE, parents=True)

    def write(self, path: str, data: bytes) -> None:
        self._files.write(self._base + path, data)

    def append(self, path: str, data: bytes) -> None:
        self._files.append(self._base + path, data)

    def read(self, path: str) -> bytes:
        return self._files.read(self._base + path)

    def mkdir(self, path: str) -> None:
        self._files.mkdir(self._base + path)

    def rmdir(self, path: str) -> None:
        self._files.rmdir(self._base + path)

    def remove(self, path: str) -> None:
        self._files.remove(self._base + path)

    def rename(self, old: str, new: str) -> None:
        self._files.rename(self._base + old, self._base + new)

    def symlink(self, target: str, path: str) -> None:
        self._files.symlink(target, self._base + path)

    def listdir(self, path: str) -> tuple[str, ...]:
        return self._files.listdir(self._base + path)

    def resolve(self, path: str) -> str:
        self._files.stat(self._base + path)
        return os.path.relpath(self._files.resolve(self._base + path), BASE)

    def kind(self, path: str) -> int:
        return stat.S_IFMT(self._files.stat(self._base + path, follow=False).mode)


plain = st.sampled_from(["a", "b", "c", "a/b", "a/c", "b/c", "./a", "a/b/c"])
odd = plain | st.sampled_from(["a/../b", "b/..", "a//b", "c/."])
data = st.binary(max_size=5)
operations = st.one_of(
    st.tuples(st.sampled_from(["write", "append"]), plain, data),
    st.tuples(st.sampled_from(["read", "listdir", "resolve", "kind"]), odd),
    st.tuples(st.sampled_from(["mkdir", "mkdir", "rmdir", "remove"]), plain),
    st.tuples(st.just("rename"), plain, plain),
    st.tuples(st.just("symlink"), plain, plain),
)


@settings(max_examples=200)
@given(st.lists(operations, min_size=3, max_size=25))
def test_behaves_as_linux_does(steps: list[tuple[str, *tuple[object, ...]]]) -> None:
    folder = Path(tempfile.mkdtemp())
    try:
        real_base = folder / "real/1/2/3/4"
        real_base.mkdir(parents=True)
        both = (Linux(real_base), Phone(Files(folder / "phone")))
        for name, *args in steps:
            outcomes = []
            for side in both:
                try:
                    outcomes.append(("", getattr(side, name)(*args)))
                except OSError as exc:
                    outcomes.append((errno.errorcode[exc.errno or 0], None))
            assert outcomes[0] == outcomes[1], (name, args)
    finally:
        shutil.rmtree(folder)
