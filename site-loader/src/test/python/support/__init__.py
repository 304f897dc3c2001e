"""What the tests share: daemon processes, a small front, sites made at test time."""
