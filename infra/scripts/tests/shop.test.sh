# shellcheck shell=bash disable=SC2154
# Against the real shop.

new_cloud
call smoke "$shop"
expect "smoke walks through the shop" ended_with 0 -- said "ok GET /: 200" -- said "ok GET /api/categories: 200" -- said "ok POST /api/account: 201" \
  -- said "ok PUT /api/cart/items/" -- said "ok DELETE /api/session: 204"

call smoke --read-only "$shop/"
expect "smoke --read-only makes no account" ended_with 0 -- said "ok GET /api/categories: 200" -- did_not_say account

SMOKE_NAME=smoke-test SMOKE_PASSWORD=correct-horse call smoke "$shop"
expect "smoke makes the named account" ended_with 0 -- said "ok POST /api/account: 201"
SMOKE_NAME=smoke-test SMOKE_PASSWORD=correct-horse call smoke "$shop"
expect "smoke uses the named account again" ended_with 0 -- said "ok POST /api/session: 200" -- did_not_say "POST /api/account"

call smoke "http://localhost:$product_port"
expect "smoke shows what another server answers" ended_with 1 -- said "not ok GET /: 404"

call smoke http://localhost:1
expect "smoke shows that nobody answers" ended_with 1 -- said "not ok GET /: " -- said "onnect"

call smoke --dry-run https://shop.example
expect "a dry run of smoke prints the requests" ended_with 0 -- said "+ GET https://shop.example/metrics, has to answer 404" -- said "+ POST https://shop.example/api/account, has to answer 201"

call health-check "$shop" "http://localhost:$cart_port" "http://localhost:$order_port" "http://localhost:$summary_port"
expect "health-check finds every service ready" ended_with 0 -- says_times 4 "^ok .*: ready$"

call health-check "$shop" http://localhost:1
expect "health-check shows who is not ready" ended_with 1 -- said "not ok http://localhost:1" -- said "1 of 2 are not ready"
