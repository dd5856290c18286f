"""Virtual machines: finding, making, changing and removing them."""
