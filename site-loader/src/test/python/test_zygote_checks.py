"""What a zygote refuses to fork from, and whose code it imports."""

import os
import sys
import threading
import types
import unittest

from insula_wsgi.zygote import checks, thrift
from insula_wsgi.zygote.channel import SiteSide, pair
from support.sites import SiteTest


class Ownership(SiteTest):
    """As root, only root's code may run in a root zygote."""

    def test_only_files_that_root_alone_may_write_are_trusted(self) -> None:
        file = self.write("module.py", "")
        for mode, owner, trusted in ((0o644, 0, True), (0o664, 0, False), (0o646, 0, False),
                                     (0o644, 7101, False)):
            os.chown(file, owner, 0)
            os.chmod(file, mode)
            self.assertEqual(checks.trusted(str(file)), trusted, (oct(mode), owner))
        self.assertFalse(checks.trusted(str(self.folder / "missing")))

    def test_one_foreign_module_is_enough_to_refuse(self) -> None:
        file = self.write("foreign.py", "")
        os.chmod(file, 0o666)
        module = types.ModuleType("foreign")
        module.__file__ = str(file)
        sys.modules["foreign"] = module
        self.addCleanup(sys.modules.pop, "foreign")
        with self.assertRaisesRegex(checks.Unsound, "from .*foreign.py"):
            checks.owned()


class Fitness(unittest.TestCase):
    """A process with threads must not fork sites."""

    def test_a_second_thread_is_seen(self) -> None:
        checks.check()
        stop = threading.Event()
        thread = threading.Thread(target=stop.wait)
        thread.start()
        self.addCleanup(thread.join)
        self.addCleanup(stop.set)
        with self.assertRaisesRegex(checks.Unsound, "threads"):
            checks.check()

    def test_the_allocators_holes_can_be_read_and_filled(self) -> None:
        before = sum(thrift.holes().values())
        self.assertGreater(before, 0)
        kept = thrift.plug()
        self.assertLess(sum(thrift.holes().values()), before)
        self.assertTrue(kept)


class Channels(unittest.TestCase):
    """A site is not believed more than it may say."""

    def told(self, *packets: bytes) -> tuple[list[object], bool]:
        """What the zygote takes from these, and whether it still listens."""
        mine, theirs = pair()
        self.addCleanup(mine.close)
        self.addCleanup(theirs.close)
        for packet in packets:
            os.write(theirs.fileno(), packet)
        return list(mine.events()), mine.open

    def test_the_events_of_a_site_pass(self) -> None:
        self.assertEqual(self.told(b'["ready", {"a": 1}]'), ([("ready", {"a": 1})], True))

    def test_anything_else_ends_the_channel(self) -> None:
        for packet in (b'["zygote", {}]', b'["exited", {}]', b"[]", b"{", b'["ready", {"a b": 1}]',
                       b'["ready", {"a": [1]}]', b"[" * 60_000, b'["ready", 3]', b"\xff"):
            self.assertEqual(self.told(packet), ([], False), packet[:30])

    def test_a_site_that_talks_to_nobody_goes_on(self) -> None:
        mine, theirs = pair()
        mine.close()
        SiteSide.say(theirs, "worker", state="worn")
        theirs.close()
