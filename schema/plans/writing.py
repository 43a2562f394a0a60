"""Writes the function that builds the answers of one selection from its rows, or other items."""

from collections.abc import Callable
from typing import Any

from schema.plans.access import EVENT, ITEM, Access
from schema.plans.names import Names
from schema.plans.running import ObjectView, Part
from schema.plans.trail import Trail


class Writing:
    """One selection being written: the parts it needs found first, by the name the code gives to each."""

    def __init__(self, names: Names, access: Access, trail: Trail) -> None:
        self.names, self.access, self._trail = names, access, trail
        self.parts: dict[str, Part] = {}
        self._paths: list[str] = []
        self._held: list[tuple[Part, str]] = []
        self._reads_event = False

    def part(self, part: Part) -> str:
        """Code for what the part finds for the item at hand."""
        name = self.names.fresh()
        self.parts[name] = part
        self._paths.append(self._trail.path)
        return name

    def held(self, part: Part) -> None:
        """The part needs not be found: what it shows has been read with the item."""
        self._held.append((part, self._trail.path))

    def event(self) -> str:
        self._reads_event = True
        return EVENT

    def key(self, code: str) -> Callable[[Any], Any]:
        """The function of an item that the code is."""
        return eval(f"lambda {ITEM}: {code}", self.names.all)

    def function(self, code: str) -> Callable[[Any, Any], Any]:
        """The function of the run and an item that the code is."""
        setting = f"{EVENT} = {self.access.event}; " if self._reads_event else ""
        lines = [f"def build(run, {ITEM}):", *_context_for(code), f"    {setting}return {code}"]
        return _defined("\n".join(lines), self.names)

    def view(self, code: str) -> ObjectView:
        """`code` shows one item."""
        parts = list(self.parts)
        parameters = "".join(f", every_{name}" for name in parts)
        each = f"for {ITEM} in items"
        if parts:
            together = "".join(f", every_{name}" for name in parts)
            each = f"for {', '.join([ITEM, *parts])} in zip(items{together})"
        lines = [f"def build(run, items{parameters}):", *_context_for(code)]
        if self._reads_event:
            event = self.access.event
            lines += ["    shown = []", f"    {each}:", f"        {EVENT} = {event}"]
            lines += [f"        shown.append({code})", "    return shown"]
        else:
            lines += [f"    return [{code} {each}]"]
        build = _defined("\n".join(lines), self.names)
        if parts or self._held:
            return ObjectView(list(self.parts.values()), build, self._paths, self._held)
        return self.names.kept(build, lambda: ObjectView([], build, [], []))


def _context_for(code: str) -> list[str]:
    """Only code that asks for it: who shares an answer makes one for its run."""
    return ["    ctx = run.context"] if "ctx" in code else []


def _defined(source: str, names: Names) -> Any:
    """Once for equal source: of fifty kinds of events, most show the same."""
    return names.kept(source, lambda: _compiled(source, names))


def _compiled(source: str, names: Names) -> Any:
    scope: dict[str, Any] = {}
    exec(compile(source, "<plan>", "exec"), names.all, scope)
    build = scope["build"]
    build.source = source  # for `madang explain`
    return build
