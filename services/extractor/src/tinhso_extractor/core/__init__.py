"""The reading itself: pure functions from a page to claims; no I/O, no clock."""
