"""A form filled in on the page of a browser, saved as its spec."""
