# shellcheck shell=bash disable=SC2154
# What each command leads to, and what is said of those that lead nowhere.

leads "$root/eng/test.sh Health" test Health
leads "$root/eng/pack.sh --output x" pack --output x
leads "$root/eng/feed.sh --url https://packages.example.com/feed" feed --url https://packages.example.com/feed
leads "$root/eng/publish.sh --dry-run folder" publish --dry-run folder
leads "$root/eng/docs.sh --serve" docs --serve
leads "dotnet build $root/Grocery.Platform.slnx --configuration Release --nologo" build
leads "dotnet build eng/versions --configuration Release --nologo -v q" build eng/versions -v q
leads "dotnet $root/artifacts/bin/Grocery.AppHost/release/Grocery.AppHost.dll --drill list" drill
leads "dotnet $root/artifacts/bin/Grocery.AppHost/release/Grocery.AppHost.dll --drill slo --minutes 1" drill slo --minutes 1
leads "dotnet $root/artifacts/bin/Grocery.AppHost/release/Grocery.AppHost.dll --load 5" start --load 5
leads "dotnet $root/artifacts/bin/Grocery.Load/release/Grocery.Load.dll --fail-if 'p95>500ms'" load --fail-if 'p95>500ms'
leads "dotnet $root/artifacts/bin/Grocery.Slo/release/Grocery.Slo.dll --root $root check" slo check
leads "dotnet $root/artifacts/bin/Grocery.Versions/release/Grocery.Versions.dll --root $root check" versions check
for name in record promote pin unpin revert history; do
  leads "dotnet $root/artifacts/bin/Grocery.Versions/release/Grocery.Versions.dll --root $root $name cart dev" "$name" cart dev
done
for name in setup-environment plan deploy deploy-all rollback flag health-check smoke; do
  leads "$root/infra/scripts/$name --dry-run cart dev" "$name" --dry-run cart dev
done

call --help
expect "--help lists every command" ended_with 0 -- printed "promote SERVICE FROM TO" -- printed "completion"
# Each command is in the help, and nothing is in it that leads nowhere.
while read -r name; do
  call --print "$name"
  expect "$name is a command" test "$(grep -cE 'there is no command|line [0-9]+:' "$work/err")" -eq 0
done < <("$grocery" --complete "" | grep -v '^-')

for name in start stop status logs drill build completion; do
  call "$name" --help
  expect "$name --help shows what it takes" ended_with 0 -- printed "Usage: eng/grocery $name"
done
call promote --help
expect "the help of a tool is shown under that of its command" ended_with 0 -- printed "Usage: eng/grocery promote SERVICE FROM TO" -- printed "--push"
call test --help
expect "the help of a script is shown under that of its command" ended_with 0 -- printed "Usage: eng/test.sh"

call promot cart
expect "a command that is nearly one is found" ended_with 2 -- complained 'there is no command "promot". Did you mean promote?'
call xyzzy
expect "of one that is not near nothing is said" ended_with 2 -- complained 'no command "xyzzy".' -- test "$(grep -c 'Did you mean' "$work/err")" -eq 0
call --prnt
expect "an unknown option is refused" ended_with 2 -- complained "unknown option --prnt"
call
expect "without a command the commands are listed" ended_with 2 -- complained "Usage: eng/grocery"
call completion fish
expect "completion names the shells it knows" ended_with 2 -- complained "bash or zsh"
call stop --force
expect "stop names what it takes" ended_with 2 -- complained "--kill"
call start --drill slo
expect "start sends a drill where it belongs" ended_with 2 -- complained "eng/grocery drill NAME"
START_SECONDS=soon call start
expect "a time that is none is refused" ended_with 2 -- complained 'START_SECONDS is "soon"'

call versions check
expect "the exit code is that of the tool, from any folder" ended_with 0 -- printed "infra/versions.yaml says"
call promote cart dev prod
expect "and so is its refusal" ended_with 1 -- complained "prod gets its images from staging"
call smoke --dry-run https://shop.example
expect "a script is called as it is" ended_with 0 -- printed "+ GET https://shop.example/"

mkdir -p "$work/bin"
for tool in bash sed grep cut cat dirname readlink; do ln -sf "$(command -v "$tool")" "$work/bin/$tool"; done
PATH="$work/bin" call versions check
expect "without the SDK it says where that is" ended_with 127 -- complained "dotnet is not installed"
