"""What apps do with no page open: alarms and timers ring, new messages are announced."""
