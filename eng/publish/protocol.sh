# shellcheck shell=bash
# NuGet's protocol v3, as far as publishing needs it, which eng/publish.sh sources. dotnet nuget push would take the key as an argument, where every
# process of the machine can read it, and does not try again.

source=${source:?set by eng/publish.sh}
work=${work:?set by eng/publish.sh}
tries=${tries:?set by eng/publish.sh}

host_of() { sed -E 's|^([a-z]+://[^/]+).*|\1|' <<<"$1"; }

# A value between quotes in a file of curl's options.
quoted() {
  local value=${1//\\/\\\\}
  printf '%s' "${value//\"/\\\"}"
}

# request URL [ARGUMENT…]: prints the status, 000 where nothing answered; the answer is in $work/answer. The account is for the host of the source alone.
request() {
  local url=$1 account=""
  shift
  if [ -n "${NUGET_USER:-}" ] && [ "$(host_of "$url")" = "$(host_of "$source")" ]; then
    account="user = \"$(quoted "$NUGET_USER:${NUGET_KEY:-}")\""
  fi
  : >"$work/answer"   # not that of the request before, where nothing answers this one
  curl --config <(printf '%s\n' "$account") --silent --show-error --max-time 300 --retry "$tries" --retry-connrefused --retry-max-time 300 \
    --header "User-Agent: grocery-platform" --output "$work/answer" --write-out '%{http_code}' "$@" -- "$url" 2>"$work/error" || true
}

said() { head -c 300 "$work/answer" 2>/dev/null | tr -d '\r' | tr '\n' ' '; tail -n 1 "$work/error"; }

# The address of a resource of the source; nothing when it has none.
resource() {
  jq -r --arg type "$1" '[.resources[] | select([."@type"] | flatten | index($type)) | ."@id"][0] // empty' "$work/index.json" 2>/dev/null
}

open_source() {
  local status
  status=$(request "$source" --location)
  case "$status" in
    200) ;;
    000) fail "$source does not answer: $(said)" ;;
    401 | 403) fail "$source answers $status: set NUGET_USER and NUGET_KEY to whom it knows" ;;
    *) fail "$source answers $status: $(said)" ;;
  esac
  cp "$work/answer" "$work/index.json"
  content=$(resource PackageBaseAddress/3.0.0)
  publish=$(resource PackagePublish/2.0.0)
  symbol_publish=$(resource SymbolPackagePublish/4.9.0)
  [ -n "$content" ] || fail "$source has no PackageBaseAddress/3.0.0: it is not the index of a NuGet v3 source, which ends in index.json"
  [ -n "$publish" ] || fail "$source has no PackagePublish/2.0.0: nothing can be published there"
}

has_package() {
  local id=${1,,} status
  status=$(request "${content%/}/$id/index.json" --location)
  case "$status" in
    200) jq -e --arg version "${2,,}" '.versions | index($version) != null' "$work/answer" >/dev/null ;;
    404) return 1 ;;
    *) fail "$source does not say which versions of $1 it has: it answers $status: $(said)" ;;
  esac
}

# put URL FILE: prints the status.
put() {
  local key="" pushed
  if [ -n "${NUGET_KEY:-}" ]; then
    key=$work/key
    (umask 077 && printf 'header = "X-NuGet-ApiKey: %s"\n' "$(quoted "$NUGET_KEY")" >"$key")
  fi
  pushed=$(request "$1" ${key:+--config "$key"} --request PUT --form "package=@$2;type=application/octet-stream")
  rm -f "$key"
  printf '%s' "$pushed"
}

push_package() {
  local status
  status=$(put "$publish" "$1")
  case "$status" in
    2??) printf '%s is published\n' "$2" ;;
    409) printf '%s is there\n' "$2" ;;
    401 | 403) fail "$source does not let you publish $2 ($status): set NUGET_KEY to a key that may" ;;
    *) fail "$2 is not published: $source answers $status: $(said)" ;;
  esac
}

push_symbols() {
  local status
  if [ -z "$symbol_publish" ]; then
    printf '%s: symbols are not published, the source takes none\n' "$2"
    return
  fi
  status=$(put "$symbol_publish" "$1")
  case "$status" in
    2??) printf '%s: symbols are published\n' "$2" ;;
    409) printf '%s: symbols are there\n' "$2" ;;
    *) fail "the symbols of $2 are not published: $source answers $status: $(said)" ;;
  esac
}
