"""What people thought of answers, kept beside a library."""
