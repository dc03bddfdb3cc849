# shellcheck shell=bash disable=SC2154
# What completes in a shell.

completes() {
  local name=$1 wanted=$2
  shift 2
  "$grocery" --complete "$@" >"$work/out" 2>"$work/err" || true
  expect "$name" grep -qxFe "$wanted" "$work/out"
}

completes "commands complete" promote ""
completes "services complete" cart promote ""
completes "environments complete" staging promote cart ""
completes "the second environment completes" prod promote cart staging ""
completes "options do not count as words" staging promote --dry-run cart ""
completes "an environment that is made again completes" prod-recovery deploy cart ""
completes "drills complete" product-dies drill ""
completes "suites complete" Grocery.Versions test ""
completes "options complete" --no-commit revert cart dev --

# What a program says that it takes completes, whoever adds it.
all_options_complete() {
  local command=$1 missing=""
  "$grocery" --complete "$command" -- >"$work/known"
  "$grocery" "$command" --help | grep -oE '^ +--[a-z][a-z-]+' | tr -d ' ' | sort -u >"$work/said"
  missing=$(grep -vxFf "$work/known" "$work/said" | paste -sd ' ' -) || true
  expect "every option of $command completes" [ -s "$work/said" ] -- [ -z "$missing" ]
}
for name in pack feed publish docs test deploy rollback setup-environment; do all_options_complete "$name"; done

"$grocery" completion bash >"$work/completion"
# A shell as a person has it, in which the completion is loaded.
in_bash() {
  bash -c '. "$1"; COMP_WORDS=("${@:2}"); COMP_CWORD=$(($# - 2)); _grocery; printf "%s\n" "${COMPREPLY[@]}"' - "$work/completion" "$@" >"$work/out" 2>"$work/err" || true
}
in_bash eng/grocery pro
expect "bash completes a command" printed_only promote
in_bash eng/grocery promote cart s
expect "bash completes an environment" printed_only staging
in_bash eng/grocery deploy sum
expect "bash completes a service" printed_only summary

"$grocery" completion zsh >"$work/out"
expect "zsh has its own" printed "compdef _grocery"
if command -v zsh >/dev/null; then expect "which zsh can read" zsh -n "$work/out"; fi
