#!/usr/bin/env bash
# Makes sure that the browser journeys have Debian's Chromium; fails where it cannot.
set -euo pipefail
if [ -x /usr/bin/chromium ]; then exit 0; fi
if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "The browser journeys need /usr/bin/chromium. As root: apt-get install chromium" >&2
    exit 1
fi
echo "Installing Chromium" >&2
for pause in 5 15 0; do
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends chromium; } >&2; then
        exit 0
    fi
    sleep "$pause"
done
echo "Chromium could not be installed." >&2
exit 1
