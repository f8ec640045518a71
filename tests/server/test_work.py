"""Under load and fault: the queue, the limits, workers that die, callers that leave."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import threading
import time
from collections.abc import Callable, Coroutine, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

import httpx
import pytest
from tests.server.conftest import Running, running

from claimlight_server.work.frame import Reply
from claimlight_server.work.limits import Limits
from claimlight_server.work.queue import FairQueue, Job

T = TypeVar("T")

SENTENCE = "The mayor, Jane Roe, said that “the liberation of the town” would cost 80% more, according to Ann Poe. "
LONG = {"blocks": [{"id": i, "runs": [SENTENCE * 5]} for i in range(40)]}  # half a second of work or more
SHORT = {"blocks": [{"id": 0, "runs": [SENTENCE]}]}


@pytest.fixture
def start(tmp_path: Path) -> Iterator[Callable[[Limits], Running]]:
    """Start a server with limits of the test's own."""
    open_servers = []

    def begin(limits: Limits) -> Running:
        context = running(tmp_path, limits)
        server = context.__enter__()
        open_servers.append(context)
        wait_for(lambda: server.client.get("/v1/ready").status_code == 200)
        return server

    yield begin
    for context in open_servers:
        context.__exit__(None, None, None)


def wait_for(true: Callable[[], bool], patience: float = 30) -> None:
    deadline = time.monotonic() + patience
    while not true():
        assert time.monotonic() < deadline, "it did not come to pass"
        time.sleep(0.02)


def in_background(work: Callable[[], httpx.Response]) -> tuple[threading.Thread, list[httpx.Response]]:
    answers: list[httpx.Response] = []
    thread = threading.Thread(target=lambda: answers.append(work()))
    thread.start()
    return thread, answers


def test_health_answers_while_a_long_page_is_annotated(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1))
    asking, answers = in_background(lambda: server.annotate(LONG))
    wait_for(lambda: server.pool.working == 1)
    in_between = 0
    while not answers and in_between < 20:
        assert server.client.get("/v1/health").status_code == 200
        in_between += server.pool.working
    assert in_between, "health waited for the page"
    asking.join()
    assert answers[0].status_code == 200


def test_a_page_over_the_time_limit_is_given_up_and_the_next_is_answered(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1, seconds=0.3))
    worker = server.pool.processes[0].pid
    response = server.annotate(LONG)
    assert response.status_code == 413
    assert response.json()["type"] == "/problems#too-heavy"
    assert "seconds" in response.json()["detail"]
    assert server.annotate(SHORT).status_code == 200
    assert server.pool.processes[0].pid != worker


@pytest.mark.skipif(not Path("/proc/self/statm").exists(), reason="the system has no such limit")
def test_a_page_over_the_memory_limit_is_given_up_and_the_next_is_answered(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1, memory=8_000_000))
    response = server.annotate(LONG)
    assert response.status_code == 413
    # A library in Rust ends the process where it finds no memory, so that nobody hears why.
    assert "memory" in response.json()["detail"] or "twice" in response.json()["detail"]
    assert server.annotate(SHORT).status_code == 200


def test_a_worker_that_is_killed_costs_nobody_an_answer(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1))
    expected = server.annotate(LONG | {"title": "not the same request"}).content
    asking, answers = in_background(lambda: server.annotate(LONG))
    wait_for(lambda: server.pool.working == 1)
    os.kill(server.pool.processes[0].pid, signal.SIGKILL)
    asking.join()
    assert answers[0].status_code == 200
    assert answers[0].content == expected
    assert server.pool.replaced == 1


def test_a_worker_that_is_killed_while_idle_is_replaced(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1))
    os.kill(server.pool.processes[0].pid, signal.SIGKILL)
    assert server.annotate(SHORT).status_code == 200


def test_when_too_many_wait_the_next_is_told_to_come_again(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1, waiting=2))
    asking, _ = in_background(lambda: server.annotate(LONG))
    wait_for(lambda: server.pool.working == 1)
    waiting = [in_background(lambda: server.annotate(SHORT))[0] for _ in range(2)]
    wait_for(lambda: server.pool.queue.waiting == 2)
    refused = server.annotate(SHORT)
    assert refused.status_code == 503
    assert refused.json()["type"] == "/problems#busy"
    assert 1 <= int(refused.headers["retry-after"]) <= 30
    for thread in [asking, *waiting]:
        thread.join()
    assert server.annotate(SHORT).status_code == 200


def test_a_caller_that_leaves_while_it_waits_is_forgotten(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1))
    asking, answers = in_background(lambda: server.annotate(LONG))
    wait_for(lambda: server.pool.working == 1)
    leave(server, SHORT, lambda: server.pool.queue.waiting == 1)
    before = server.pool.finished
    asking.join()
    assert answers[0].status_code == 200
    assert server.annotate(SHORT).status_code == 200
    assert server.pool.finished == before + 2  # the long one and the last: nobody worked on the one between


def test_a_caller_that_leaves_does_not_keep_the_worker_for_long(start: Callable[[Limits], Running]) -> None:
    server = start(Limits(workers=1, grace=0.1))
    endless = {"blocks": [{"id": i, "runs": [SENTENCE * 5]} for i in range(10_000)]}
    leave(server, endless, lambda: server.pool.working == 1)
    assert server.annotate(SHORT).status_code == 200
    assert server.pool.replaced == 1  # nobody waited for the endless page to come to its end


def leave(server: Running, request: object, when: Callable[[], bool]) -> None:
    """Send a request, and hang up when something has come to pass."""
    body = json.dumps(request).encode()
    head = f"POST /v1/annotate HTTP/1.1\r\nHost: 127.0.0.1:{server.site.port}\r\nContent-Type: application/json\r\n"
    head += f"Authorization: Bearer {server.token}\r\n"
    with socket.create_connection(("127.0.0.1", server.site.port)) as connection:
        connection.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
        wait_for(when)


def test_many_at_once_all_get_the_answer_that_they_get_alone(start: Callable[[Limits], Running]) -> None:
    server = start(Limits())
    requests = [{"blocks": [{"id": i, "runs": [f"Number {i}. ", SENTENCE * (i % 7 + 1)]}]} for i in range(40)]
    alone = [server.annotate(request).content for request in requests]
    with ThreadPoolExecutor(20) as threads:
        again = [request | {"title": "not the same request"} for request in requests]
        together = list(threads.map(lambda request: server.annotate(request).content, again))
    assert together == alone


def test_what_is_in_flight_is_finished_when_the_server_stops(tmp_path: Path) -> None:
    with running(tmp_path, Limits(workers=1)) as server:
        asking, answers = in_background(lambda: server.annotate(LONG))
        wait_for(lambda: server.pool.working == 1)
    asking.join()
    assert answers[0].status_code == 200


def in_own_loop(work: Coroutine[Any, Any, T]) -> T:
    """Run a coroutine in a thread of its own: in this one, Playwright's loop may be running."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, work).result()


def test_the_queue_is_fair_between_tabs() -> None:
    async def order() -> list[str]:
        queue = FairQueue(jobs=10, size=1_000)
        loop = asyncio.get_running_loop()
        for body, tab in [("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c"), ("b2", "b")]:
            future: asyncio.Future[Reply] = loop.create_future()
            assert await queue.put(Job(body.encode(), tab, future))
        return [(await queue.take()).body.decode() for _ in range(6)]

    assert in_own_loop(order()) == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_the_queue_is_bounded_in_number_and_size() -> None:
    async def put(sizes: list[int]) -> list[bool]:
        queue = FairQueue(jobs=3, size=100)
        loop = asyncio.get_running_loop()
        return [await queue.put(Job(b"x" * size, "", loop.create_future())) for size in sizes]

    assert in_own_loop(put([1, 1, 1, 1])) == [True, True, True, False]
    assert in_own_loop(put([60, 60, 40])) == [True, False, True]
    assert in_own_loop(put([5_000])) == [True]  # alone, a page may be as large as the wire takes
