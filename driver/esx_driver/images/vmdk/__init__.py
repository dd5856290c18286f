"""VMDK files as streams: read into flat content, written as streamOptimized.

After VMware's "Virtual Disk Format 5.0".
"""
