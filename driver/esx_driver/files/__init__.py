"""Files and disks on the host's datastores, as the host is told to make, move and remove them; who needs which."""
