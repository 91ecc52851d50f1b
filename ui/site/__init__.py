"""What one server serves, to whom, and what it says when something goes wrong."""
