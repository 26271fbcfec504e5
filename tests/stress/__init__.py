"""The long trials, one file each; `make stress` runs them."""
