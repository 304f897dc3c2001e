"""server: lean - one request at a time has the interpreter, unless it does not use it."""

import threading
import time
import unittest

from support.waiting import until

from insula_wsgi.lean_turns import Stopwatch, Turn, Turns


class TakingTurns(unittest.TestCase):
    """Threads that want the same thing."""

    def setUp(self) -> None:
        self.turns = Turns()
        self.done: list[str] = []

    def one(self, name: str) -> threading.Thread:
        """A thread that takes its turn and gives it back."""
        def take() -> None:
            turn = self.turns.take()
            self.done.append(name if turn else f"{name} without")
            self.turns.give(turn)

        thread = threading.Thread(target=take)
        thread.start()
        self.addCleanup(thread.join, 20)
        return thread

    def queued(self, count: int) -> list[Turn]:
        """Turns that wait, without threads that look around."""
        waiting = [Turn() for _ in range(count)]
        for turn in waiting:
            turn.gate.acquire()
            self.turns._queue.append(turn)
        return waiting

    def test_who_waits_is_next_in_the_order_of_coming(self) -> None:
        turn = self.turns.take()
        self.assertIsNotNone(turn)
        for expected in self.queued(3):
            self.turns.give(turn)
            self.assertIs(self.turns._current, expected)
            self.assertFalse(expected.gate.locked())
            turn = expected
        self.turns.give(turn)
        self.assertIsNone(self.turns._current)

    def test_a_request_that_waits_for_something_else_holds_up_nobody(self) -> None:
        held = self.turns.take()
        for name in ("a", "b", "c"):
            self.one(name)
        until(lambda: len(self.done) == 3, "all have had their turn")
        self.turns.give(held)  # too late to matter
        self.one("d").join(20)
        self.assertEqual(sorted(self.done), ["a", "b", "c", "d"])

    def test_a_turn_is_used_while_its_thread_computes_and_not_for_ever(self) -> None:
        for rate, looks, used in ((0.9, 3, True), (0.9, 6, False), (0.1, 2, False), (0.0, 2, False)):
            turn = Turn()
            seen = [turn.is_used(100 + n * 0.005, n * 0.005 * rate) for n in range(looks)]
            self.assertEqual(seen[-1], used, (rate, looks))
            self.assertTrue(seen[0])

    def test_looks_of_many_at_the_same_time_are_one_look(self) -> None:
        turn = Turn()
        self.assertEqual([turn.is_used(100 + n * 0.0001, 0.0) for n in range(20)], [True] * 20)

    def test_nobody_takes_turns_where_requests_wait_for_other_things(self) -> None:
        turn = self.turns.take()
        (waiting,) = self.queued(1)
        for _ in range(3):
            self.turns.measured(computing=0.001, waiting=0.002)
        self.assertTrue(waiting.refused)
        self.assertFalse(waiting.gate.locked())
        self.assertIsNone(self.turns.take())
        self.turns.give(turn)
        self.assertIsNone(self.turns.take())
        for _ in range(600):
            self.turns.give(self.turns.take())
        self.assertIsNotNone(self.turns.take())  # they are tried again

    def test_requests_that_compute_go_on_taking_turns(self) -> None:
        for _ in range(100):
            self.turns.measured(computing=0.001, waiting=0.0002)
        self.assertIsNotNone(self.turns.take())

    def test_the_stopwatch_tells_computing_from_waiting(self) -> None:
        watch = Stopwatch()
        self.addCleanup(watch.close)
        watch.start()
        until_then = time.thread_time() + 0.05
        while time.thread_time() < until_then:
            sum(range(1000))
        computing, _ = watch.stop()
        self.assertGreaterEqual(computing, 0.05)
        watch.start()
        threading.Event().wait(0.05)
        self.assertGreater(watch.stop()[1], 0.045)
