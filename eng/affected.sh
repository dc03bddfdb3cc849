#!/usr/bin/env bash
# Says which services a change affects.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<'TEXT'
Usage: eng/affected.sh [--base COMMIT | --since-built | --files | --all]

Prints the services whose image may come out different, as a JSON array such as ["cart","order"]: those with a changed file in their project,
in a project that it references, directly or not, or in what every image is made from. The references are read from the project files, and from the
Directory.Build files above them.

  --base COMMIT   compares the working tree with where this commit and HEAD parted; default origin/main
  --since-built   compares it with the newest commit under HEAD for which the workflow main.yml succeeded on main, that is, whose images were all built while
                  IMAGES was true; where there is none, prints every service. Asks GitHub: needs gh, and GH_TOKEN
  --files         reads the changed files from standard input, one a line, as git diff --name-only prints them
  --all           prints every service
  --help          prints this text
TEXT
}

base=origin/main
from_input=false
since_built=false
all=false
ways=0
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --base)
      [ -n "${2:-}" ] || usage_error "--base needs a commit"
      base=$2
      shift
      ;;
    --since-built) since_built=true ;;
    --files) from_input=true ;;
    --all) all=true ;;
    *) usage_error "unknown argument $1" ;;
  esac
  ways=$((ways + 1))
  [ "$ways" -eq 1 ] || usage_error "--base, --since-built, --files and --all exclude one another"
  shift
done
need git jq
cd "$root"

if [ "$since_built" = true ]; then
  need gh
  runs=$(gh run list --workflow main.yml --branch main --status success --limit 100 --json headSha --jq '.[].headSha') ||
    fail "GitHub did not say for which commits main.yml succeeded; is GH_TOKEN set, and may it read actions?"
  base=""
  for commit in $runs; do
    if git merge-base --is-ancestor "$commit" HEAD 2>/dev/null; then
      base=$commit
      break
    fi
  done
  if [ -z "$base" ]; then all=true; fi
fi

if [ "$all" = true ]; then
  services_and_projects | cut -d ' ' -f 1 | sort | jq -Rnc '[inputs]'
  exit 0
elif [ "$from_input" = true ]; then
  changed=$(cat)
else
  parted=$(git merge-base "$base" HEAD 2>&1) ||
    fail "git knows no commit in which \"$base\" and HEAD meet: $parted. Fetch it (in GitHub's checkout: fetch-depth: 0), or name another one by --base"
  changed=$(git diff --name-only --no-renames "$parted")
fi

# What a project, or a Directory.Build file above it, names as a reference; a condition is taken to hold, which at most affects too much.
references_of() {
  local project=$1 file folder reference
  local files=("$project")
  folder=$(dirname "$project")
  while [ "$folder" != "$root" ]; do
    folder=$(dirname "$folder")
    for file in "$folder"/Directory.Build.props "$folder"/Directory.Build.targets; do
      if [ -f "$file" ]; then files+=("$file"); fi
    done
  done
  for file in "${files[@]}"; do
    folder=$(dirname "$file")
    while read -r reference; do
      reference=${reference/"\$(MSBuildThisFileDirectory)"/}
      [ -f "$folder/$reference" ] || fail "$file references $reference, which this script cannot find: teach it, or write the path plainly"
      realpath -s "$folder/$reference"
    done < <(sed -n 's/.*<ProjectReference Include="\([^"]*\)".*/\1/p' "$file")
  done
}

# The folders of a project and of all that it references, from the root of the repository.
folders_of() {
  local project=$1 references=() reference
  [ -z "${seen[$project]:-}" ] || return 0
  seen[$project]=yes
  folders+=("$(dirname "${project#"$root"/}")/")
  mapfile -t references < <(references_of "$project")
  wait "$!" || exit 1
  for reference in "${references[@]}"; do folders_of "$reference"; done
}

# What stands above the projects, in the Dockerfile, or in a project that only the Dockerfile names, is in every image.
probe=$(sed -n 's|.*dotnet publish \(eng/[A-Za-z.]*\).*|\1/|p' samples/Dockerfile)
[ -n "$probe" ] || fail "samples/Dockerfile publishes nothing of eng any more: change what this script takes from it"

touches() {
  local file folder
  while read -r file; do
    case "$file" in
      "") continue ;;
      *.md) continue ;;
      global.json | .dockerignore | .editorconfig | samples/Dockerfile | eng/lib.sh | eng/build-images.sh | eng/BannedSymbols.txt | samples/compose/compose.yml) return 0 ;;
      Directory.*.props | Directory.*.targets | samples/Directory.* | src/Directory.* | eng/Directory.* | "$probe"*) return 0 ;;
    esac
    for folder in "${folders[@]}"; do
      if [[ "$file" == "$folder"* ]]; then return 0; fi
    done
  done <<<"$changed"
  return 1
}

affected=()
while read -r service project; do
  folders=()
  declare -A seen=()
  folders_of "$root/samples/$project/$project.csproj"
  if touches; then affected+=("$service"); fi
  unset seen
done < <(services_and_projects | sort)
jq -cn '$ARGS.positional' --args "${affected[@]}"
