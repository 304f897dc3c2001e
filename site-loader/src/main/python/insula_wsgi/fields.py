"""Reads a JSON object key by key and refuses what it does not know."""

from collections.abc import Callable
from typing import Any, TypeVar

T = TypeVar("T")


class PlanError(ValueError):
    """The plan is not one that this package can carry out; says where and why."""


class Fields:
    """One JSON object; every key must be taken exactly once before :meth:`end`."""

    def __init__(self, value: Any, where: str) -> None:
        if not isinstance(value, dict):
            raise PlanError(f"{where} must be an object, it is {_kind(value)}")
        self._left = dict(value)
        self._where = where

    def at(self, key: str) -> str:
        """The place of a key, for messages."""
        return f"{self._where}.{key}"

    def take(self, key: str, read: Callable[[Any, str], T], default: T | None = None) -> T:
        """The value under a key; without one the default, or an error if there is none."""
        value = self._left.pop(key, None)
        if value is not None:
            return read(value, self.at(key))
        if default is None:
            raise PlanError(f"{self.at(key)} is missing")
        return default

    def maybe(self, key: str, read: Callable[[Any, str], T]) -> T | None:
        """The value under a key, or None where the key is absent or null."""
        value = self._left.pop(key, None)
        return None if value is None else read(value, self.at(key))

    def end(self) -> None:
        """Refuses what nobody asked for: it would otherwise silently do nothing."""
        for key in self._left:
            raise PlanError(f"unknown key {self.at(key)}")


def text(value: Any, where: str) -> str:
    """A string that is not empty and holds no NUL."""
    if not isinstance(value, str) or not value or "\0" in value:
        raise PlanError(f"{where} must be a non-empty string, it is {_kind(value)}")
    return value


def boolean(value: Any, where: str) -> bool:
    """true or false, nothing that merely looks like it."""
    if not isinstance(value, bool):
        raise PlanError(f"{where} must be true or false, it is {_kind(value)}")
    return value


def count(value: Any, where: str) -> int:
    """A whole number, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int) or value < 0:
        raise PlanError(f"{where} must be a whole number >= 0, it is {value!r}")
    return value


def positive(value: Any, where: str) -> int:
    """A whole number, one or more."""
    if count(value, where) == 0:
        raise PlanError(f"{where} must be at least 1")
    return int(value)


def seconds(value: Any, where: str) -> float:
    """A duration in seconds, zero or more."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 <= value < 1e9:
        raise PlanError(f"{where} must be a number of seconds >= 0, it is {value!r}")
    return float(value)


def mode(value: Any, where: str) -> int:
    """File permission bits written as octal digits in a string, as in chmod."""
    digits = text(value, where)
    if not all(digit in "01234567" for digit in digits) or len(digits) > 4:
        raise PlanError(f"{where} must be octal digits such as 0027, it is {digits!r}")
    return int(digits, 8)


def texts(value: Any, where: str) -> tuple[str, ...]:
    """A list of strings that are not empty."""
    return listed(value, where, text)


def listed(value: Any, where: str, read: Callable[[Any, str], T]) -> tuple[T, ...]:
    """A list, each element read by the same function."""
    if not isinstance(value, list):
        raise PlanError(f"{where} must be a list, it is {_kind(value)}")
    return tuple(read(item, f"{where}[{i}]") for i, item in enumerate(value))


def mapped(value: Any, where: str, read: Callable[[Any, str], T]) -> dict[str, T]:
    """An object with free keys, each value read by the same function."""
    if not isinstance(value, dict):
        raise PlanError(f"{where} must be an object, it is {_kind(value)}")
    return {text(key, where): read(item, f"{where}.{key}") for key, item in value.items()}


def variables(value: Any, where: str) -> dict[str, str]:
    """Environment variables: names without '=', values that may be empty."""
    for name in value if isinstance(value, dict) else ():
        if "=" in name or "\0" in name:
            raise PlanError(f"{where}: {name!r} cannot be the name of a variable")
    return mapped(value, where, _variable)


def _variable(value: Any, where: str) -> str:
    if not isinstance(value, str) or "\0" in value:
        raise PlanError(f"{where} must be a string without NUL, it is {_kind(value)}")
    return value


def _kind(value: Any) -> str:
    names = {dict: "an object", list: "a list", str: "a string", type(None): "null"}
    return names.get(type(value), repr(value))
