"""The host's datastores: paths, which one to take, files to and from them over HTTP."""
