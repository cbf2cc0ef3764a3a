"""What `make` runs before and around the project itself."""
