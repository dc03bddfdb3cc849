# shellcheck shell=bash
# A folder as a source, which eng/publish.sh sources. NuGet reads the packages in it as they are; the symbols lie beside them.

source=${source:?set by eng/publish.sh}

open_source() { :; }

has_package() {
  local there
  there="$source/$(basename "$3")"
  [ -f "$there" ] || return 1
  cmp -s "$there" "$3" || fail "$there has other content than $3: a version that is published never changes. Raise it, or remove that file"
}

push_package() {
  # By another name first: nobody reads half a file.
  cp "$1" "$source/.$(basename "$1").part"
  mv "$source/.$(basename "$1").part" "$source/$(basename "$1")"
  printf '%s is published\n' "$2"
}

push_symbols() {
  cp "$1" "$source/$(basename "$1")"
  printf '%s: symbols are published\n' "$2"
}
