#!/usr/bin/env bash
# Packs the family into artifacts/packages (*.nupkg and *.snupkg). The same commit gives the same bytes with the same SDK.
set -euo pipefail

usage() {
  cat <<'TEXT'
Usage: eng/pack.sh [--output FOLDER] [--artifacts FOLDER] [--suffix SUFFIX]

  --output FOLDER     where the packages go; default artifacts/packages
  --artifacts FOLDER  where the build goes; default artifacts
  --suffix SUFFIX     of the version, such as rc.1 for 1.2.0-rc.1; default none
TEXT
}

root=$(cd "$(dirname "$0")/.." && pwd)
artifacts="$root/artifacts"
output=""
suffix=""
while [ "$#" -gt 0 ]; do
  case "$1" in
    --output | --artifacts)
      [ "$#" -ge 2 ] || { printf 'eng/pack.sh: %s needs a folder\n' "$1" >&2; exit 2; }
      # MSBuild would take a relative folder as one of each project.
      folder=$(realpath -m -- "$2")
      if [ "$1" = --output ]; then output=$folder; else artifacts=$folder; fi
      shift 2
      ;;
    --suffix)
      [[ "${2:-}" =~ ^[0-9A-Za-z.-]+$ ]] || { printf 'eng/pack.sh: --suffix is "%s": use letters, digits, dots and hyphens, such as rc.1\n' "${2:-}" >&2; exit 2; }
      suffix=$2
      shift 2
      ;;
    -h | --help)
      usage
      exit 0
      ;;
    *)
      printf 'eng/pack.sh: unknown argument %s\n\n' "$1" >&2
      usage >&2
      exit 2
      ;;
  esac
done
output=${output:-$artifacts/packages}
cd "$root"

# The zip entries carry this time instead of the clock's; outside a git clone, the first one that a zip can hold.
SOURCE_DATE_EPOCH=$(git log -1 --format=%ct 2>/dev/null || echo 315532800)
export SOURCE_DATE_EPOCH

mkdir -p "$output"
rm -f "$output"/Grocery.Platform*.nupkg "$output"/Grocery.Platform*.snupkg
for project in src/*/*.csproj; do
  dotnet pack "$project" --configuration Release --nologo --verbosity quiet \
    -p:ContinuousIntegrationBuild=true -p:Precompile=true -p:ArtifactsPath="$artifacts" -p:PackageOutputPath="$output" \
    ${suffix:+-p:VersionSuffix="$suffix"}
done

echo "Packed into $output:"
ls -1 "$output"
