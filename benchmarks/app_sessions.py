"""Many people at once: each session moves a weight, and waits for the new ranking of all units."""

from __future__ import annotations

import asyncio
from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

import websockets
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.typing import Origin, Subprotocol

if TYPE_CHECKING:
    from benchmarks.app_server import Served

_PROTOCOL = Subprotocol("streamlit")
#: What a step of a session adds to the weight it moves.
_STEP = 0.01


class Crowd(NamedTuple):
    """What a crowd of sessions found, all of them moving weights at the same time."""

    sessions: int
    moves: int
    errors: int
    median: float
    p95: float
    megabytes: float


def crowd(app: Served, sessions: int, moves: int) -> Crowd:
    """Opens the weights page in so many sessions; then each moves a weight so many times, right after each ranking."""
    found = asyncio.run(_all(app, sessions, moves))
    times = [seconds for session in found for seconds in session.seconds]
    return Crowd(
        sessions,
        moves,
        sum(session.errors for session in found),
        median(times),
        quantiles(times, n=20)[-1],
        app.megabytes(),
    )


class _Session(NamedTuple):
    seconds: list[float]
    errors: int


async def _all(app: Served, sessions: int, moves: int) -> list[_Session]:
    opened = asyncio.Barrier(sessions)
    return await asyncio.gather(*(_session(app, number, moves, opened) for number in range(sessions)))


async def _session(app: Served, number: int, moves: int, opened: asyncio.Barrier) -> _Session:
    uri = f"ws://127.0.0.1:{app.port}/_stcore/stream"
    async with websockets.connect(
        uri, subprotocols=[_PROTOCOL], max_size=None, origin=Origin(app.address)
    ) as line:
        first = BackMsg()
        first.rerun_script.page_name = "weights"
        page = await _answer(line, first)
        box, weight, fragment = page.box
        await opened.wait()
        seconds, errors = [], page.errors
        for move in range(1, moves + 1):
            ask = BackMsg()
            ask.rerun_script.page_name = "weights"
            ask.rerun_script.page_script_hash = page.script
            ask.rerun_script.fragment_id = fragment
            state = ask.rerun_script.widget_states.widgets.add()
            state.id, state.double_value = box, weight + _STEP * (number + move)
            start = perf_counter()
            answer = await _answer(line, ask)
            seconds.append(perf_counter() - start)
            errors += answer.errors or not answer.rankings
        return _Session(seconds, errors)


class _Page(NamedTuple):
    script: str
    #: The first weight's box: its key, its value and the fragment it is in.
    box: tuple[str, float, str]
    rankings: int
    errors: int


async def _answer(line: websockets.ClientConnection, ask: BackMsg) -> _Page:
    """What the server sends until the script has run."""
    await line.send(ask.SerializeToString())
    script, box, rankings, errors = "", ("", 0.0, ""), 0, 0
    while True:
        message = ForwardMsg.FromString(await line.recv())
        kind = message.WhichOneof("type")
        if kind == "new_session":
            script = message.new_session.page_script_hash
        elif kind == "script_finished":
            return _Page(script, box, rankings, errors)
        elif kind == "delta" and message.delta.WhichOneof("type") == "new_element":
            element = message.delta.new_element
            what = element.WhichOneof("type")
            if what == "number_input" and not box[0]:
                shown = element.number_input
                box = shown.id, shown.value if shown.set_value else shown.default, message.delta.fragment_id
            rankings += what == "dataframe"
            errors += what in {"exception", "alert"}
        elif kind == "session_event" and message.session_event.HasField("script_compilation_exception"):
            errors += 1
