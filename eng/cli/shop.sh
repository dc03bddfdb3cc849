# shellcheck shell=bash
# The shop in the background. Sourced by eng/grocery.

root=${root:?set by eng/grocery}
print_only=${print_only:-false}
shop_folder=${GROCERY_SHOP_FOLDER:-$root/artifacts/shop}
shop_program="$root/artifacts/bin/Grocery.AppHost/release/Grocery.AppHost.dll"

help_start() {
  cat <<'TEXT'

  OPTION   one of the AppHost's, such as --no-database, --load or --port-offset 100; samples/Grocery.AppHost/README.md has all

Environment:
  START_SECONDS         how long to wait for the shop to open; default 300
  GROCERY_SHOP_FOLDER   where its process and what it prints are kept; default artifacts/shop. Another folder, and other ports, are a second shop

Exit code: 0 open, or open already, 1 it did not open, 2 wrong arguments.
TEXT
}

help_stop() {
  cat <<'TEXT'

  --kill   does not let the services finish: asks a second time

Environment: STOP_SECONDS, how long to wait for it; default 60. GROCERY_SHOP_FOLDER as for start.

Exit code: 0 stopped, or it did not run, 1 it still runs.
TEXT
}

help_status() { printf '\nExit code: 0 all are ready, 1 not all are, 3 the shop does not run.\n'; }

help_logs() { printf '\nWithout a SERVICE it follows all. Ctrl-C ends that, and not the shop.\n'; }

# The process of the shop; nothing when it does not run. A number may have come to mean another process.
shop_pid() {
  local pid="" program
  if [ -f "$shop_folder/pid" ]; then pid=$(cat "$shop_folder/pid"); fi
  [[ "$pid" =~ ^[0-9]+$ ]] || return 0
  if [ -d /proc/self ]; then
    program=$(tr '\0' ' ' 2>/dev/null <"/proc/$pid/cmdline") || true
  else
    program=$(ps -p "$pid" -o command=) || true
  fi 2>/dev/null
  if [[ "$program" == *Grocery.AppHost.dll* ]]; then printf '%s\n' "$pid"; fi
}

whole_seconds() { [[ "$2" =~ ^[0-9]+$ ]] || usage_error "$1 is \"$2\": use a whole number of seconds"; }

show_shop() { sed -n '/^The shop is open/,/^  logs:/p' "$shop_folder/log"; }

do_start() {
  local pid bound=${START_SECONDS:-300} deadline argument
  whole_seconds START_SECONDS "$bound"
  for argument in "$@"; do
    case "$argument" in --drill | --drill=*) usage_error "a drill has a shop of its own: eng/grocery drill NAME" ;; esac
  done
  pid=$(shop_pid)
  if [ -n "$pid" ]; then
    [ "$#" -eq 0 ] || fail "the shop runs already, as process $pid, and takes no options any more: first eng/grocery stop"
    show_shop
    printf '\nIt runs already, as process %s.\n' "$pid"
    return
  fi
  if [ "$print_only" = true ]; then
    run dotnet "$shop_program" "$@"
    return
  fi

  build_project samples/Grocery.AppHost Grocery.AppHost
  mkdir -p "$shop_folder"
  : >"$shop_folder/log"
  # A group of its own, so that a Ctrl-C here is not for the shop.
  (
    set -m
    nohup dotnet "$shop_program" "$@" >"$shop_folder/log" 2>&1 </dev/null &
    printf '%s\n' "$!" >"$shop_folder/pid"
  )
  trap 'printf "Stopping it again.\n" >&2; stop_shop; exit 130' INT TERM
  deadline=$((SECONDS + bound))
  until grep -q '^  logs:' "$shop_folder/log"; do
    if [ -z "$(shop_pid)" ] && ! grep -q '^  logs:' "$shop_folder/log"; then
      cat "$shop_folder/log" >&2
      rm -f "$shop_folder/pid"
      # The AppHost says what is wrong with an argument.
      if grep -q '^dotnet run --project samples/Grocery.AppHost' "$shop_folder/log"; then exit 2; fi
      fail "the shop did not open"
    fi
    if [ "$SECONDS" -ge "$deadline" ]; then
      tail -n 20 "$shop_folder/log" >&2
      stop_shop
      fail "the shop was not open after $bound s; START_SECONDS allows more"
    fi
    sleep 0.2
  done
  trap - INT TERM
  show_shop
  printf '\nWhat it prints goes to %s. eng/grocery stop ends it.\n' "$shop_folder/log"
}

do_stop() {
  whole_seconds STOP_SECONDS "${STOP_SECONDS:-60}"
  if [ "$#" -gt 1 ] || { [ "$#" -eq 1 ] && [ "$1" != --kill ]; }; then usage_error "stop takes --kill and nothing else; \"$*\" was given"; fi
  if [ -z "$(shop_pid)" ]; then
    echo "The shop does not run."
    return
  fi
  if [ "$print_only" = true ]; then
    quoted kill -TERM "$(shop_pid)"
    return
  fi
  if [ "$#" -eq 1 ]; then
    kill -TERM "$(shop_pid)"
    # Two signals at once would be one.
    sleep 0.5
  fi
  stop_shop
}

stop_shop() {
  local pid deadline=$((SECONDS + ${STOP_SECONDS:-60}))
  pid=$(shop_pid)
  if [ -n "$pid" ]; then kill -TERM "$pid" 2>/dev/null || true; fi
  while [ -n "$(shop_pid)" ]; do
    [ "$SECONDS" -lt "$deadline" ] || fail "the shop, process $pid, still stops after ${STOP_SECONDS:-60} s; eng/grocery stop --kill does not let it finish"
    sleep 0.1
  done
  rm -f "$shop_folder/pid"
  echo "The shop has stopped."
}

# http_status HOST:PORT PATH: the status of the answer, 000 when there is none.
http_status() {
  local host=${1%:*} port=${1##*:} line="" status
  {
    printf 'GET %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
    read -r -t 5 line <&3
  } 2>/dev/null 3<>"/dev/tcp/$host/$port" || true
  status=$(cut -d ' ' -f 2 <<<"$line")
  printf '%s\n' "${status:-000}"
}

# "NAME ADDRESS" of every service.
shop_services() { show_shop | awk '$2 ~ /^http:/ && $1 !~ /:$/ { print $1, $2 }'; }

do_status() {
  local pid name address status unready=0
  [ "$#" -eq 0 ] || usage_error "status takes no arguments; \"$1\" was given"
  pid=$(shop_pid)
  if [ -z "$pid" ]; then
    echo "The shop does not run. eng/grocery start opens it."
    exit 3
  fi
  while read -r name address; do
    status=$(http_status "${address#http://}" /health/ready)
    case "$status" in
      200) printf '  %-11s %-24s ready\n' "$name" "$address" ;;
      000) printf '  %-11s %-24s does not answer\n' "$name" "$address" ;;
      *) printf '  %-11s %-24s not ready: %s\n' "$name" "$address" "$status" ;;
    esac
    if [ "$status" != 200 ]; then unready=$((unready + 1)); fi
  done < <(shop_services)
  show_shop | grep -E '^  (console|data|logs):'
  printf '  process: %s\n' "$pid"
  [ -n "$(shop_services)" ] || fail "it is not open yet"
  [ "$unready" -eq 0 ] || fail "$unready services are not ready"
}

do_logs() {
  local folder service files=()
  [ -n "$(shop_pid)" ] || fail "the shop does not run. eng/grocery start opens it"
  folder=$(sed -n 's/^  logs: //p' "$shop_folder/log")
  [ -n "$folder" ] || fail "the shop is not open yet"
  for service in "$@"; do
    [ -f "$folder/$service.log" ] || usage_error "there is no service \"$service\"; allowed: $(shop_services | cut -d ' ' -f 1 | paste -sd ' ' -).$(suggest "$service" < <(shop_services | cut -d ' ' -f 1))"
    files+=("$folder/$service.log")
  done
  [ "${#files[@]}" -gt 0 ] || files=("$folder"/*.log)
  run tail -n 20 -F "${files[@]}"
}
