"""What the doctor finds."""

Finding = tuple[str, str, str, str]  # state ("ok", "warning" or "broken"), subject, finding, remedy
