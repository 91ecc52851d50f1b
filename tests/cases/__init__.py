"""Faults once reported, one a case; those that nothing mends yet are expected to fail."""
