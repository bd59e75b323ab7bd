"""The adb daemon's side of the wire.

packet      what goes over the socket
auth        who may connect
stream      one service's bytes, with adb's flow control
connection  one adb server's connection: handshake, streams
daemon      the listening port and its connections
services    a service's name to what answers it
shell, interactive, sync, reverse, framebuffer, texts   the services
misbehave   faults of the wire
"""
