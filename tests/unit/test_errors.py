from __future__ import annotations

import inspect

from droidground import errors

EXIT_CODES = {
    "InvalidInput": 2,
    "DeviceError": 3,
    "TargetNotFound": 1,
    "AmbiguousTarget": 1,
    "ModelUnavailable": 4,
    "ReplyUnreadable": 4,
    "OutsideScreen": 4,
    "InvalidAction": 2,
    "StaleLocation": 3,
    "NoEffect": 1,
    "ConfigError": 5,
}


def classes() -> dict[str, type[errors.DroidgroundError]]:
    return {
        name: value
        for name, value in inspect.getmembers(errors, inspect.isclass)
        if issubclass(value, errors.DroidgroundError)
    }


def test_exit_codes_are_those_of_the_contract() -> None:
    for name, code in EXIT_CODES.items():
        for cls in classes().values():
            if issubclass(cls, classes()[name]):
                assert cls.exit_code == code, cls


def test_the_tree_at_the_top_of_the_file_names_every_class() -> None:
    for name in classes():
        assert name in (errors.__doc__ or ""), name
