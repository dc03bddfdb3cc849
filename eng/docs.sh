#!/usr/bin/env bash
# Builds the documentation as a static site into artifacts/docs: the pages of docs and beside the code, one navigation, a search, the API reference.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: eng/docs.sh [--base PATH] [--no-build] [--serve]

  --base PATH   the path under which the site will be found, such as /platform/; default /
  --no-build    take the packages as eng/test.sh has built them, instead of building them
  --serve       then serve the site on http://localhost:4173 until Ctrl-C
TEXT
}

# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"
export DOCS_BASE=/ DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1
build=true
serve=false
while [ "$#" -gt 0 ]; do
  case "$1" in
    --base)
      [[ "${2:-}" =~ ^/([A-Za-z0-9._~-]+/)*$ ]] || usage_error "--base is \"${2:-}\": write a path that begins and ends with a slash, such as /platform/"
      DOCS_BASE=$2
      shift
      ;;
    --no-build) build=false ;;
    --serve) serve=true ;;
    -h | --help)
      usage
      exit 0
      ;;
    *) usage_error "unknown argument $1" ;;
  esac
  shift
done

need dotnet git node npm
cd "$root"
site="$eng/docs"
pages="$root/artifacts/docs-source/pages"
reference="$root/artifacts/bin/Grocery.Docs/release/Grocery.Docs.dll"

if "$build"; then dotnet build "$site/Grocery.Docs.csproj" --configuration Release --nologo --verbosity quiet -p:ContinuousIntegrationBuild=true; fi
[ -f "$reference" ] || fail "there is no $reference; leave out --no-build"

# Not "npm ci", which refuses a lock file without the programs for other systems, where a mirror of the registry has not all of them.
if ! cmp -s "$site/package-lock.json" "$site/node_modules/.installed"; then
  npm install --prefix "$site" --no-save --ignore-scripts --no-audit --no-fund --loglevel error || fail "npm could not install $site"
  cp "$site/package-lock.json" "$site/node_modules/.installed"
fi

# The pages with their places in the repository, which their links are written for; .vitepress says where they are on the site.
rm -rf "$root/artifacts/docs-source" "$root/artifacts/docs"
mkdir -p "$pages/public"
git ls-files --cached --others --exclude-standard -- docs samples ':(glob)src/*/README.md' benchmarks/README.md CONTRIBUTING.md CHANGELOG.md SECURITY.md |
  { grep -E '\.(md|png|svg|webp)$' || true; } | while read -r file; do
  [ ! -f "$file" ] || install -D -m 644 "$file" "$pages/$file"
done
ln -s "$site/node_modules" "$pages/../node_modules"   # what the pages are compiled to imports from there
cp "$eng/icon.png" "$pages/public/icon.png"
dotnet "$reference" "$pages/api"

"$site/node_modules/.bin/vitepress" build "$site"
echo "The site is in artifacts/docs."
if "$serve"; then exec "$site/node_modules/.bin/vitepress" preview "$site" --port 4173; fi
