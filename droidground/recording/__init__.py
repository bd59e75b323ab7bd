"""What is kept of actions: today the page of one action."""
