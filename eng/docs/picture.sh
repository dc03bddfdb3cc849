#!/usr/bin/env bash
# Takes the picture of the documentation's first page anew: the console of the sample shop, under traffic.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: eng/docs/picture.sh

Writes docs/console.png. Needs curl, jq and chromium, and takes four minutes: the shop gets traffic until its charts have something to show.

Environment: PICTURE_SECONDS, how long the shop gets traffic; default 180
TEXT
}

# shellcheck source=eng/lib.sh
. "$(dirname "$0")/../lib.sh"
case "${1:-}" in
  "") ;;
  -h | --help)
    usage
    exit 0
    ;;
  *) usage_error "unknown argument $1" ;;
esac
need chromium curl jq
seconds=${PICTURE_SECONDS:-180}
[[ "$seconds" =~ ^[0-9]+$ ]] || usage_error "PICTURE_SECONDS is \"$seconds\": use a whole number of seconds"

# A shop of its own, beside one that may run.
GROCERY_SHOP_FOLDER=$(mktemp -d)
export GROCERY_SHOP_FOLDER
console=http://localhost:10190
trap '"$eng/grocery" stop >/dev/null; rm -rf "$GROCERY_SHOP_FOLDER"' EXIT
"$eng/grocery" start --load 10 --port-offset 2100 >/dev/null

uptime() { curl -sf "$console/api/state" | jq '.uptimeSeconds | floor'; }

until [ "$(uptime)" -ge "$seconds" ]; do sleep 2; done
# With virtual time, or the picture would be of a page that has not asked for anything yet.
chromium --headless --no-sandbox --disable-gpu --hide-scrollbars --window-size=1440,780 --virtual-time-budget=6000 \
  --screenshot="$root/docs/console.png" "$console/" 2>/dev/null
echo "Wrote docs/console.png, $(stat -c %s "$root/docs/console.png") bytes."
