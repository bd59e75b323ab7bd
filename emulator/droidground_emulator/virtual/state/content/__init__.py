"""Content providers: contacts, messages, alarms, settings and shared files as rows."""
