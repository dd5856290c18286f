"""The vim25 type system as data: its model, its value classes, its WSDL.

``fakeesx.schema.model`` loads the model of one API version, ``fakeesx.schema.vim`` makes a frozen value class of every
data type in it, ``fakeesx.schema.wsdl`` writes the WSDL and XSD files a host serves. Nothing of a type is written by hand.
"""
