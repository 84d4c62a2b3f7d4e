#!/bin/sh
# Gets a Chromium for the browser tests where that is possible; without one they are skipped.
set -eu

for browser in chromium chromium-browser google-chrome; do
    if command -v "$browser" >/dev/null 2>&1; then exit 0; fi
done
if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
    echo "Installing Chromium for the browser tests (apt-get install chromium) ..."
    if { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -qq -y --no-install-recommends chromium; } \
        >/dev/null 2>&1; then
        exit 0
    fi
fi
echo "No Chromium here: the browser tests will be skipped. To have them: sudo apt-get install chromium"
