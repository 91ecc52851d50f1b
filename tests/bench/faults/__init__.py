"""Every fault that can be made to happen to a library, and how each ends; `make faults`."""
