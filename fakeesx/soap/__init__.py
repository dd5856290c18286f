"""The wire: decoding requests into values, encoding values into replies, faults.

``decode`` reads XML strictly against the schema, ``encode`` writes it byte for byte as a 4.1 host does, ``envelope`` puts
the SOAP envelope around it, ``errors`` holds every text a client is told.
"""
