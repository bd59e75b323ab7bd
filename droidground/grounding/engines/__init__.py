"""What runs a model: in this process, in a worker, or on a server."""
