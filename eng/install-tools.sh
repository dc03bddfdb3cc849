#!/usr/bin/env bash
# Installs the programs that the pipelines use, of the versions and with the checksums of eng/tools.txt.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<TEXT
Usage: eng/install-tools.sh [--to FOLDER] TOOL...

Downloads each tool, compares its checksum, and links its programs into FOLDER/bin. Prints that folder, and nothing else, to standard output:
PATH="\$(eng/install-tools.sh trivy):\$PATH". What is there in the same version is left as it is.

  TOOL         ${allowed// /, }
  --to FOLDER  default artifacts/tools
  --help       prints this text

Environment:
  TOOLS   another table than eng/tools.txt, of the same form
TEXT
}

table=${TOOLS:-$eng/tools.txt}
[ -f "$table" ] || fail "there is no $table"
allowed=$(awk '!/^#/ && NF { print $1 }' "$table" | sort -u | paste -sd ' ' -)
to=$root/artifacts/tools
tools=()
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --to)
      [ -n "${2:-}" ] || usage_error "--to needs a folder"
      to=$(realpath -m -- "$2")
      shift
      ;;
    -*) usage_error "unknown option $1" ;;
    *)
      [[ " $allowed " == *" $1 "* ]] || usage_error "there is no tool \"$1\" in $table; allowed: $allowed"
      tools+=("$1")
      ;;
  esac
  shift
done
[ "${#tools[@]}" -gt 0 ] || usage_error "name at least one tool: $allowed"
need curl

checksum_of() {
  case "${#2}" in
    64) sha256sum "$1" ;;
    128) sha512sum "$1" ;;
    *) fail "$table gives \"$2\" for a checksum: use the 64 digits of SHA-256 or the 128 of SHA-512" ;;
  esac | cut -d ' ' -f 1
}

# Programs that lie in one folder of an archive, or are the file itself.
install_download() {
  local tool=$1 checksum=$2 address=$3 within=$4 home=$5 file actual
  mkdir -p "$home.new"
  file="$home.new/$(basename "$address")"
  curl --silent --show-error --fail --location --retry 3 --output "$file" "$address" || fail "$tool cannot be fetched from $address"
  actual=$(checksum_of "$file" "$checksum")
  if [ "$actual" != "$checksum" ]; then
    rm -rf "$home.new"
    fail "what $address sends has the checksum $actual, and $table says $checksum: nothing was installed. If the version was raised, take the checksum that its publisher gives"
  fi
  case "$file" in
    *.tar.gz) tar -xzf "$file" -C "$home.new" --no-same-owner && rm "$file" ;;
    *.zip) need unzip && unzip -q "$file" -d "$home.new" && rm "$file" ;;
    *) mv "$file" "$home.new/$tool" && chmod +x "$home.new/$tool" ;;
  esac
  [ "$within" != - ] || within=.
  [ -d "$home.new/$within" ] || fail "$address has no folder $within, which $table names"
  mv "$home.new" "$home"
  link_programs "$home/$within"
}

link_programs() {
  local program
  for program in "$1"/*; do
    if [ -f "$program" ] && [ -x "$program" ]; then ln -sf "$program" "$to/bin/"; fi
  done
}

# The programs of a virtual environment name its folder, so that it cannot be made elsewhere and moved.
install_python() {
  local tool=$1 version=$2 home=$3
  need python3
  if ! { python3 -m venv "$home" && "$home/bin/python" -m pip install --quiet --disable-pip-version-check "$tool==$version"; } >&2; then
    rm -rf "$home"
    fail "$tool $version cannot be installed from PyPI"
  fi
  ln -sf "$home/bin/$tool" "$to/bin/"
}

install_tool() {
  local tool=$1 line version checksum address within home
  line=$(awk -v tool="$tool" -v processor="$(uname -m)" '$1 == tool && ($3 == processor || $3 == "any")' "$table")
  [ -n "$line" ] || fail "$table has no $tool for $(uname -m)"
  read -r _ version _ checksum address within <<<"$line"
  home="$to/$tool-$version"
  if [ -d "$home" ]; then
    printf '%s %s is there\n' "$tool" "$version" >&2
    return
  fi
  rm -rf "$home.new"
  if [ "$address" = pypi ]; then install_python "$tool" "$version" "$home"; else install_download "$tool" "$checksum" "$address" "$within" "$home"; fi
  printf '%s %s is installed\n' "$tool" "$version" >&2
}

mkdir -p "$to/bin"
for tool in "${tools[@]}"; do install_tool "$tool"; done
printf '%s\n' "$to/bin"
