"""Snapshots of a VM: what is known of them, their files, and how they are taken, gone back to and removed."""
