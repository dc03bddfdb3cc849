# shellcheck shell=bash disable=SC2154
# Help, and everything that is wrong before anything is called.

new_cloud
for script in deploy rollback flag health-check smoke setup-environment; do
  call "$script" --help
  expect "$script --help shows the usage" ended_with 0 -- said "Usage: infra/scripts/$script" -- called_nothing
done

refused "deploy without arguments" "2 or 3 arguments are needed" deploy
refused "deploy of an unknown service" 'there is no service "basket" in dev; allowed: cart order' deploy basket dev "$(digest 3)"
refused "deploy to an unknown environment" 'there is no environment "test"; allowed: dev' deploy cart test "$(digest 3)"
refused "deploy to a path" 'there is no environment "../dev"' deploy cart ../dev "$(digest 3)"
refused "deploy of a tag" "name it by digest" deploy cart dev grocery/cart:1.2.3
refused "deploy of a short digest" "name it by digest" deploy cart dev sha256:abc
refused "deploy with an unknown option" "unknown option --force" deploy --force cart dev "$(digest 3)"
WAIT_MINUTES=soon refused "deploy with a bad time" 'WAIT_MINUTES is "soon"' deploy cart dev "$(digest 3)"
refused "rollback without arguments" "2 arguments are needed" rollback
refused "rollback of an unknown service" "allowed: cart order" rollback basket dev
refused "rollback to what is no revision" "FAMILY:REVISION" rollback --to latest cart dev
refused "flag without arguments" "3 arguments are needed, ENVIRONMENT FLAG on|off" flag
refused "flag to a share" 'the last argument is "20"; allowed: on, off' flag dev Checkout 20
refused "flag of an unknown environment" 'there is no environment "test"' flag test Checkout off
refused "flag with an unknown option" "unknown option --force" flag --force dev Checkout off
WAIT_SECONDS=soon refused "flag with a bad time" 'WAIT_SECONDS is "soon"' flag dev Checkout off
refused "health-check of nothing" "name an environment or a URL; environments: dev" health-check
refused "health-check of an unknown environment" 'there is no environment "test"' health-check test
refused "health-check of an environment and a URL" "is asked for alone" health-check dev http://localhost:1
refused "health-check with a bad time" '--wait is "long"' health-check --wait long dev
refused "smoke of nothing" "use the address of the shop" smoke
refused "smoke of a path" "without a path" smoke https://shop.example/api
refused "smoke of two shops" "one URL at a time" smoke https://a.example https://b.example
SMOKE_NAME=ann refused "smoke with half an account" "set both or none" smoke https://shop.example
refused "setup-environment of nothing" "name an environment; allowed: dev" setup-environment
refused "setup-environment with an image by tag" "use SERVICE=REPOSITORY@sha256" setup-environment --image cart=grocery/cart:1 dev
refused "setup-environment with an image of an unknown service" 'there is no service "basket"' setup-environment --image "basket=$(image cart 3)" dev

new_cloud
echo '{"cart":"x"}' >"$images"
call deploy cart dev "$(digest 3)"
expect "a file of images of another form is named" ended_with 1 -- said "is not JSON of the form" -- called_nothing

new_cloud
sed -i '/^region/d' "$folder/terraform.tfvars"
call deploy cart dev "$(digest 3)"
expect "an environment without region is named" ended_with 1 -- said "has no line region" -- called_nothing
