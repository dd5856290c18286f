"""VMRC consoles: what a browser's plug-in needs to reach a machine's screen, handed out from a database."""
