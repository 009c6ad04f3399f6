"""Rules that are off until a profile or a setting switches them on: what a certain receiver of the form refuses."""
