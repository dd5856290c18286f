"""A faithful simulation of a standalone VMware ESX/ESXi 4.1 host."""

__version__ = "0.1.0"
