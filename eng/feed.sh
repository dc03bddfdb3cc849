#!/usr/bin/env bash
# Makes a NuGet v3 feed of files from the packages that eng/pack.sh made.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/feed.sh --url URL [--packages FOLDER] [--output FOLDER]

Adds the packages to a feed that is nothing but files: index.json, content, registration, search.json, and symbols by the key that debuggers ask for.
Any web server, or S3, answers with them; a project uses it by URL/index.json, a debugger by URL/symbols. A version that is there stays; other
bytes under its number are refused.

  --url URL          where the folder will be found, such as https://packages.example.com/feed: its files name it
  --packages FOLDER  default artifacts/packages
  --output FOLDER    default artifacts/feed
  --help             prints this text

Exit code: 0 the feed is made, 1 a package cannot be taken, 2 wrong arguments.
TEXT
}

url=""
packages=$root/artifacts/packages
output=$root/artifacts/feed
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --url | --packages | --output)
      [ -n "${2:-}" ] || usage_error "$1 needs a value"
      declare "${1#--}=$2"
      shift
      ;;
    *) usage_error "unknown argument $1" ;;
  esac
  shift
done
[ -n "$url" ] || usage_error "--url is missing: say where the folder will be found"
[ -d "$packages" ] || usage_error "there is no folder $packages: eng/pack.sh makes it"
need dotnet
packages=$(realpath -- "$packages")
output=$(realpath -m -- "$output")

# In the root, whose global.json says which SDK builds.
cd "$root"
built=$(dotnet build eng/feed --configuration Release --nologo --verbosity quiet 2>&1) || fail "eng/feed was not built: $built"
exec dotnet artifacts/bin/Grocery.Feed/release/Grocery.Feed.dll --url "$url" --packages "$packages" --output "$output"
