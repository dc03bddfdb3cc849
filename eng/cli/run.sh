# shellcheck shell=bash
# How the commands call something, and what they say when they cannot. Sourced by eng/grocery.

root=${root:?set by eng/grocery}
print_only=${print_only:-false}

usage_error() {
  printf 'grocery: %s\neng/grocery --help shows all commands.\n' "$1" >&2
  exit 2
}

fail() {
  printf 'grocery: %s\n' "$1" >&2
  exit 1
}

need() {
  command -v "$1" >/dev/null || {
    printf 'grocery: %s is not installed, or not on PATH; %s\n' "$1" "$2" >&2
    exit 127
  }
}

need_dotnet() { need dotnet "the SDK of global.json is at https://dotnet.microsoft.com/download"; }

quoted() {
  local word line=""
  for word in "$@"; do
    case "$word" in
      "" | *[!A-Za-z0-9_./:=,@%+-]*) line+=" '${word//\'/\'\\\'\'}'" ;;
      *) line+=" $word" ;;
    esac
  done
  printf '%s\n' "${line# }"
}

# Becomes the command, which then gets the signals of the terminal itself.
run() {
  if [ "$print_only" = true ]; then
    quoted "$@"
    return
  fi
  if [ "$1" = dotnet ]; then need_dotnet; fi
  exec "$@"
}

# build_project FOLDER ASSEMBLY: builds a project of the repository; what the compiler says goes to standard error.
build_project() {
  [ -d "$root/$1" ] || fail "$1 is not in this checkout"
  need_dotnet
  if [ "${GROCERY_BUILD:-true}" = false ]; then
    [ -f "$root/artifacts/bin/$2/release/$2.dll" ] || fail "$1 was never built, and GROCERY_BUILD is false: eng/grocery build $1"
    return
  fi
  # In the root, whose global.json says which SDK builds.
  (cd "$root" && dotnet build "$1" --configuration Release --nologo --verbosity quiet >&2) || fail "$1 was not built"
}

# run_tool FOLDER ASSEMBLY ARGUMENT…: in the folder of the caller, so that its paths are meant as they are written.
run_tool() {
  local folder=$1 assembly=$2
  shift 2
  if [ "$print_only" = false ]; then build_project "$folder" "$assembly"; fi
  run dotnet "$root/artifacts/bin/$assembly/release/$assembly.dll" "$@"
}

# The distance of two words: how many letters are to be added, left out or changed.
distance() {
  local left=$1 right=$2 i j diagonal above cost row=()
  for ((j = 0; j <= ${#right}; j++)); do row[j]=$j; done
  for ((i = 1; i <= ${#left}; i++)); do
    diagonal=${row[0]}
    row[0]=$i
    for ((j = 1; j <= ${#right}; j++)); do
      above=${row[j]}
      cost=1
      if [ "${left:i-1:1}" = "${right:j-1:1}" ]; then cost=0; fi
      cost=$((diagonal + cost))
      if ((above + 1 < cost)); then cost=$((above + 1)); fi
      if ((row[j - 1] + 1 < cost)); then cost=$((row[j - 1] + 1)); fi
      row[j]=$cost
      diagonal=$above
    done
  done
  printf '%s\n' "${row[${#right}]}"
}

# suggest WORD: " Did you mean …?" when a line of the input is near.
suggest() {
  local candidate near best="" most=$((${#1} < 6 ? 2 : ${#1} / 3 + 1))
  while read -r candidate; do
    near=$(distance "$1" "$candidate")
    if [ "$near" -lt "$most" ]; then
      best=$candidate
      most=$near
    fi
  done
  if [ -n "$best" ]; then printf ' Did you mean %s?' "$best"; fi
}
