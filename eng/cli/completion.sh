# shellcheck shell=bash
# Completion of the commands and what they take. Sourced by eng/grocery.

root=${root:?set by eng/grocery}

help_completion() {
  cat <<'TEXT'

  eval "$(eng/grocery completion bash)"   in ~/.bashrc, with the path of the checkout
  eval "$(eng/grocery completion zsh)"    in ~/.zshrc, after compinit
TEXT
}

do_completion() {
  case "${1:-}" in
    bash)
      cat <<TEXT
_grocery() {
  local IFS=\$'\n'
  COMPREPLY=(\$(compgen -W "\$($(quoted "$root/eng/grocery") --complete "\${COMP_WORDS[@]:1:COMP_CWORD}" 2>/dev/null)" -- "\${COMP_WORDS[COMP_CWORD]}"))
}
complete -o default -F _grocery grocery eng/grocery ./eng/grocery $(quoted "$root/eng/grocery")
TEXT
      ;;
    zsh)
      cat <<TEXT
_grocery() {
  local -a found
  found=("\${(@f)\$($(quoted "$root/eng/grocery") --complete "\${(@)words[2,CURRENT]}" 2>/dev/null)}")
  if [[ -n "\${found[*]}" ]]; then compadd -a found; else _files; fi
}
compdef _grocery grocery eng/grocery ./eng/grocery $(quoted "$root/eng/grocery")
TEXT
      ;;
    *) usage_error "completion needs the name of the shell: bash or zsh" ;;
  esac
}

known_environments() { sed -n '/^environments:/,$ s/^  \([a-z][a-z0-9-]*\):.*/\1/p' "$root/infra/versions.yaml"; }

# With those that are made again in another region.
deployed_environments() {
  local folder
  known_environments
  for folder in "$root"/infra/terraform/environments/*/recovery/; do
    if [ -d "$folder" ]; then printf '%s-recovery\n' "$(basename "$(dirname "$folder")")"; fi
  done
}

known_services() { sed -n 's/^services: *\[\(.*\)\].*/\1/p' "$root/infra/versions.yaml" | tr -d ' ' | tr ',' '\n'; }

known_drills() {
  printf 'all\nlist\n'
  sed -n 's/.*override string Name => "\(.*\)";.*/\1/p' "$root"/samples/Grocery.AppHost/Drills/*.cs
}

known_suites() {
  local project
  for project in "$root"/tests/*.Tests; do basename "$project" .Tests; done
  printf 'cli\ninfrastructure\n'
}

options_of() {
  case "$1" in
    start) printf '%s\n' --no-database --load --port-offset --console-port --set ;;
    stop) printf '%s\n' --kill ;;
    drill) printf '%s\n' --minutes --set ;;
    record) printf '%s\n' --version --reason --by --no-commit --dry-run --push ;;
    promote) printf '%s\n' --reason --by --no-commit --dry-run --push ;;
    pin) printf '%s\n' --reason --no-commit --dry-run --push ;;
    unpin) printf '%s\n' --no-commit --dry-run --push ;;
    revert) printf '%s\n' --to --reason --by --no-commit --dry-run --push ;;
    deploy | deploy-all) printf '%s\n' --dry-run --yes --allow-changes ;;
    rollback) printf '%s\n' --dry-run --yes --to ;;
    setup-environment) printf '%s\n' --dry-run --yes --bootstrap --roles --image ;;
    plan) printf '%s\n' --dry-run --expect-nothing ;;
    flag) printf '%s\n' --dry-run --yes --stop ;;
    health-check) printf '%s\n' --dry-run --wait ;;
    smoke) printf '%s\n' --dry-run --read-only --wait ;;
    pack) printf '%s\n' --output --artifacts --suffix ;;
    feed) printf '%s\n' --url --packages --output ;;
    publish) printf '%s\n' --packages --dry-run --untagged --tries --wait ;;
    docs) printf '%s\n' --base --no-build --serve ;;
    test) printf '%s\n' --coverage ;;
    load)
      printf '%s\n' --target --mix --customers --url --method --header --body --weight --name --rate --duration --stage --warm-up --arrivals --seed \
        --concurrency --timeout --fail-if --slo --json --html
      ;;
  esac
  printf '%s\n' --help
}

# complete_words WORD…: what the last of the words can be, one a line.
complete_words() {
  local last=$# command place=0 word
  if [ "${1:-}" = --print ]; then shift; fi
  last=$#
  if [ "$last" -le 1 ]; then
    names
    printf '%s\n' --help --print
    return
  fi
  command=$1
  if [[ "${!last}" == -* ]]; then
    options_of "$command"
    return
  fi
  # Which of the words that are no options it is.
  for word in "${@:2}"; do [[ "$word" == -* ]] || place=$((place + 1)); done
  case "$command:$place" in
    logs:* | record:1 | promote:1 | pin:1 | unpin:1 | revert:1 | history:1 | deploy:1 | rollback:1) known_services ;;
    record:2 | promote:[23] | pin:2 | unpin:2 | revert:2 | history:2) known_environments ;;
    deploy:2 | rollback:2 | setup-environment:1 | plan:1 | deploy-all:1 | flag:1 | health-check:1) deployed_environments ;;
    flag:3) printf 'on\noff\n' ;;
    drill:1) known_drills ;;
    test:1) known_suites ;;
    completion:1) printf 'bash\nzsh\n' ;;
    slo:1) printf 'check\ngenerate\nverify\n' ;;
    versions:1) printf '%s\n' check generate history pin promote record revert show unpin ;;
    help:1) names ;;
  esac
}
