"""What a host keeps beside its managed objects, and what these share: sessions, tasks, events, users, the VMs' index, …

A service belongs to one ``Esx`` and is reached through it; what clients see of it is in the inventory, as everything is.
"""
