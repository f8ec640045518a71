#!/usr/bin/env bash
# Install the browsers that the tests drive, from the distribution's packages: Debian and Ubuntu call them differently.
set -euo pipefail

missing=()
command -v "${CHROMIUM:-chromium}" >/dev/null || missing+=(chromium)
command -v firefox-esr >/dev/null || command -v firefox >/dev/null || missing+=(firefox-esr)
[ ${#missing[@]} -gt 0 ] || exit 0

tell() {
    echo "The tests need ${missing[*]}, and $1." >&2
    echo "Install them and run the command again, for example: sudo apt-get update && sudo apt-get install ${missing[*]}" >&2
    exit 1
}

command -v apt-get >/dev/null || tell "there is no apt-get on this machine to install them with"
[ "$(id -u)" = 0 ] || tell "only root can install them"
echo "Installing ${missing[*]} for the tests"
apt-get update && apt-get install --yes --no-install-recommends "${missing[@]}" fonts-dejavu-core || tell "apt-get could not install them"
