"""`python -m claimlight_server` is the same as `claimlight`."""

from claimlight_server.cli import main

main()
