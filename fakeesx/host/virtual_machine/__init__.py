"""VirtualMachine, in parts: creation, configuration and devices, power, guest operations, tickets, life cycle.

``derived`` keeps the properties that follow from others; ``machine`` holds what all parts share.
"""
