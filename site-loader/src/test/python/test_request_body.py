"""wsgi.input: whole, or an error."""

import io
import unittest

from insula_wsgi.request_body import CutOff, WholeBody


class WholeBodies(unittest.TestCase):
    """Against a source that ends where it ends."""

    def body(self, data: bytes, length: int | None = None) -> WholeBody:
        """A body announced with its own length, or another."""
        return WholeBody(io.BytesIO(data), len(data) if length is None else length)

    def test_it_ends_at_its_length_and_leaves_the_rest(self) -> None:
        body = self.body(b"one\ntwo-next request", 7)
        self.assertEqual(body.read(), b"one\ntwo")
        self.assertEqual((body.read(), body.read(5), body.readline()), (b"", b"", b""))

    def test_pieces_lines_and_sizes(self) -> None:
        body = self.body(b"first\nsecond\nthird")
        self.assertEqual(body.readline(), b"first\n")
        self.assertEqual(body.read(3), b"sec")
        self.assertEqual(body.readline(1), b"o")
        self.assertEqual(body.readlines(), [b"nd\n", b"third"])

    def test_iteration_gives_lines(self) -> None:
        self.assertEqual(list(self.body(b"a\n\nb\n")), [b"a\n", b"\n", b"b\n"])

    def test_a_hint_ends_readlines_early(self) -> None:
        self.assertEqual(self.body(b"a\nb\nc\n").readlines(3), [b"a\n", b"b\n"])

    def test_an_early_end_is_an_error_in_every_way_of_reading(self) -> None:
        for read in (WholeBody.read, WholeBody.readline, WholeBody.readlines, list):
            with self.assertRaises(CutOff, msg=str(read)):
                read(self.body(b"short", 9))
        body = self.body(b"short", 9)
        self.assertEqual(body.read(5), b"short")
        with self.assertRaises(CutOff):
            body.read(1)

    def test_reading_nothing_is_no_error(self) -> None:
        self.assertEqual(self.body(b"", 9).read(0), b"")
