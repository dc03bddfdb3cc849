# shellcheck shell=bash disable=SC2154
# A shop that is really opened and stopped, on ports that nobody has.

call status
expect "without a shop status says so" ended_with 3 -- printed "The shop does not run"
call stop
expect "there is nothing to stop then" ended_with 0 -- printed "The shop does not run"
call logs
expect "and there are no logs" ended_with 1 -- complained "the shop does not run"

# Below the ports that the system gives to connections.
offset=$((3000 + RANDOM % 15000))
call start --no-database --port-offset "$offset"
expect "start comes back when the shop is open" ended_with 0 -- printed "The shop is open after" -- printed ":$((8080 + offset))"
call status
expect "status finds every service ready" ended_with 0 -- test "$(grep -c ' ready$' "$work/out")" -eq 5 -- printed "console: http://localhost:$((8090 + offset))"
call smoke --read-only "http://127.0.0.1:$((8080 + offset))"
expect "the shop works" ended_with 0 -- printed "ok GET /"
call start
expect "a second start finds it open" ended_with 0 -- printed "It runs already"
call start --load
expect "which takes no options any more" ended_with 1 -- complained "takes no options any more"
call logs carts
expect "a service that is nearly one is found" ended_with 2 -- complained "Did you mean cart?"
call --print logs cart
expect "logs follows those of a service" ended_with 0 -- printed "tail -n 20 -F" -- printed "/cart.log"

pid=$(cat "$GROCERY_SHOP_FOLDER/pid")
call stop
expect "stop waits until it is gone" ended_with 0 -- printed "The shop has stopped." -- test ! -e "/proc/$pid/exe"
expect "and nothing was killed" grep -q "Stopping everything" "$GROCERY_SHOP_FOLDER/log"
call status
expect "then it does not run" ended_with 3

# What has its number now is not the shop.
echo $$ >"$GROCERY_SHOP_FOLDER/pid"
call stop
expect "another process with its number is left alone" ended_with 0 -- printed "The shop does not run"

call start --no-databse
expect "an argument that the shop does not know is shown" ended_with 2 -- complained "Unknown argument '--no-databse'"
START_SECONDS=0 call start --no-database --port-offset "$offset"
expect "a shop that takes too long is stopped again" ended_with 1 -- complained "was not open after 0 s" -- printed "The shop has stopped."
