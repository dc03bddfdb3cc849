#!/usr/bin/env bash
# Makes the bill of materials of the packages, and holds it to what was restored.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/../lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/supply-chain/sbom.sh [--package NAME] [--output FILE] [--version VERSION]
       eng/supply-chain/sbom.sh [--package NAME] --check FILE

Writes a CycloneDX document of a package of the family: each package that a user of it gets, with its version, checksum and licence. Fails when
one that was restored is missing, has another version, or was never restored, and when the document does not keep to its schema.

  --package NAME     default Grocery.Platform, which references all that a service needs; Grocery.Platform.Cli references what tests need too
  --output FILE      default artifacts/sbom/NAME.cdx.json
  --version VERSION  version of the family; default that of Directory.Build.props
  --check FILE       only holds a document to what was restored
  --help             prints this text

Environment:
  ASSETS   what was restored; default artifacts/obj/NAME/project.assets.json
TEXT
}

package=Grocery.Platform
output=""
version=$(sed -n 's/.*<VersionPrefix>\(.*\)<.*/\1/p' "$root/Directory.Build.props")
check=""
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --package | --output | --version | --check)
      [ -n "${2:-}" ] || usage_error "$1 needs a value"
      case "$1" in
        --package)
          [ -f "$root/src/$2/$2.csproj" ] || usage_error "--package is \"$2\": use one of $(basename -s .csproj -a "$root"/src/*/*.csproj | paste -sd " " -)"
          package=$2
          ;;
        --output) output=$(realpath -m -- "$2") ;;
        --version) version=$2 ;;
        --check) check=$2 ;;
      esac
      shift
      ;;
    *) usage_error "unknown argument $1" ;;
  esac
  shift
done
need jq
output=${output:-$root/artifacts/sbom/$package.cdx.json}
assets=${ASSETS:-$root/artifacts/obj/$package/project.assets.json}
[ -f "$assets" ] || fail "there is no $assets; run dotnet restore Grocery.Platform.slnx first"

# "NAME VERSION" of what a user of the family gets: all but what the build alone uses, which is marked so, and our own projects.
restored() {
  jq -r '[.project.frameworks[].dependencies // {} | to_entries[] | select(.value.suppressParent == "All") | .key] as $build
    | .libraries | to_entries[] | select(.value.type == "package") | (.key | split("/")) as [$name, $version]
    | select($build | index($name) | not) | "\($name) \($version)"' "$assets" | sort
}

install_cdxgen() {
  tools=$eng/supply-chain/node_modules/.bin
  if [ -x "$tools/cdxgen" ]; then return; fi
  need npm
  # "npm ci" refuses a lock file without the programs for other systems, where a mirror of the registry has not all of them.
  npm install --no-save --prefix "$eng/supply-chain" --ignore-scripts --omit=optional --no-audit --no-fund >&2 || fail "npm could not install $eng/supply-chain"
}

# The packages of the family themselves.
own() { jq '[.project.restore.projectName, (.libraries | to_entries[] | select(.value.type == "project") | .key | split("/")[0])]' "$assets"; }

hold() {
  local listed missing invented said
  jq -e '.bomFormat == "CycloneDX" and (.components | type == "array")' "$1" >/dev/null 2>&1 || fail "$1 is no CycloneDX document"
  # The scores that it gives beside the schema are for people.
  said=$("$tools/cdx-validate" --input "$1" --strict --no-deep --no-include-manual --fail-severity critical 2>&1) ||
    fail "$1 does not keep to the schema of CycloneDX: $(grep -E 'instancePath:|message:' <<<"$said" | sed 's/^ *//' | head -n 6 | paste -sd ' ' -)"
  listed=$(jq -r --argjson own "$(own)" '.components[] | select(.name | IN($own[]) | not) | "\(.name) \(.version)"' "$1" | sort)
  missing=$(comm -13 <(printf '%s\n' "$listed") <(restored) | paste -sd ',' -)
  invented=$(comm -23 <(printf '%s\n' "$listed") <(restored) | paste -sd ',' -)
  [ -z "$missing" ] || fail "$1 lacks ${missing//,/, }, which was restored"
  [ -z "$invented" ] || fail "$1 has ${invented//,/, }, which was not restored"
  printf '%s: %d packages, as restored\n' "$1" "$(wc -l <<<"$listed")"
}

install_cdxgen
if [ -n "$check" ]; then
  hold "$check"
  exit 0
fi

mkdir -p "$(dirname "$output")"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
FETCH_LICENSE=false "$tools/cdxgen" --type dotnet --no-install-deps --no-recurse --project-name "$package" --project-version "$version" \
  --output "$work/all.json" "$(dirname "$assets")" >"$work/log" 2>&1 || { cat "$work/log" >&2; fail "cdxgen made no document"; }
[ -s "$work/all.json" ] || { cat "$work/log" >&2; fail "cdxgen made no document"; }

# The licence of each, which cdxgen would ask the network for.
"$eng/supply-chain/licences.sh" --list "$assets" | jq -Rn '[inputs | split("\t") | { key: "\(.[1]) \(.[2])", value: .[0] }] | from_entries' >"$work/licences.json"
restored | jq -Rn --argjson own "$(own)" --slurpfile document "$work/all.json" --slurpfile licences "$work/licences.json" --arg version "$version" '
  [inputs] as $restored | $document[0]
  | .components |= map(select((.name | IN($own[])) or ("\(.name) \(.version)" | IN($restored[])))
      | if .name | IN($own[]) then .version = $version | .purl = "pkg:nuget/\(.name)@\($version)" | .licenses = [{ expression: "MIT" }]
        else .licenses = [{ expression: $licences[0]["\(.name) \(.version)"] }] end)
  | [.components[]["bom-ref"], .metadata.component["bom-ref"]] as $refs
  | .dependencies |= map(select(.ref | IN($refs[])) | .dependsOn |= map(select(IN($refs[]))))' >"$output"
hold "$output"
