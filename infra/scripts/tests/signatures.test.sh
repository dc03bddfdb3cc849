# shellcheck shell=bash disable=SC2154
key="awskms:///arn:aws:kms:us-west-2:123456789012:key/5d3b2c1a-0000-4000-8000-000000000001"
cart=$(image cart 3)
order=$(image order 3)

new_cloud
printf '%s\n' "$cart" "$order" >"$CLOUD/unsigned"
SIGNING_KEY=$key call sign-image "$cart" "$order"
expect "every image is signed, and the signature looked at" ended_with 0 -- called "cosign sign --yes --key $key $cart" -- called "cosign sign --yes --key $key $order" -- called "cosign verify --key $key $order"
expect "the registry is entered once, with a password that nobody sees" called "cosign login --username AWS --password-stdin 123456789012.dkr.ecr.us-west-2.amazonaws.com" -- did_not_say password
SIGNING_KEY=$key call verify-image "$cart" "$order"
expect "what was signed is found to be" ended_with 0 -- said "$cart is signed" -- said "$order is signed"

new_cloud
echo '{"bomFormat":"CycloneDX"}' >"$work/bill.json"
SIGNING_KEY=$key call sign-image --bill "$work/bill.json" "$cart"
expect "a bill of materials is attested" ended_with 0 -- called "cosign attest --yes --key $key --type cyclonedx --predicate $work/bill.json $cart"

new_cloud
echo "$order" >"$CLOUD/unsigned"
SIGNING_KEY=$key call verify-image "$cart" "$order"
expect "one image without a signature is enough to stop" ended_with 1 -- said "$order has no signature of $key"

new_cloud
SIGNING_KEY=$key call verify-image --dry-run "$cart"
expect "a dry run of verify-image calls nothing" ended_with 0 -- called_nothing -- said "+ cosign verify --key $key $cart"

SIGNING_KEY=$key refused "an image by tag has nothing to sign" "name it by digest" sign-image 123456789012.dkr.ecr.us-west-2.amazonaws.com/grocery/cart:latest
SIGNING_KEY=$key refused "an image by tag has nothing to verify" "name it by digest" verify-image cart:1
SIGNING_KEY=$key refused "nothing to sign is refused" "name at least one image" sign-image
SIGNING_KEY=$key refused "what is no bill of materials is refused" "is no CycloneDX document" sign-image --bill "$images" "$cart"
SIGNING_KEY=$key refused "one bill of materials for two images is refused" "is that of one image" sign-image --bill "$work/bill.json" "$cart" "$order"
SIGNING_KEY="" refused "nothing is signed without a key" "SIGNING_KEY is not set" sign-image "$cart"
SIGNING_KEY="" refused "nothing is verified without a key" "SIGNING_KEY is not set" verify-image "$cart"

new_cloud
apply_deploys SUCCESSFUL
echo "$cart" >"$CLOUD/unsigned"
SIGNING_KEY=$key call deploy cart dev "$(digest 3)"
expect "an image without a signature is not deployed" ended_with 1 -- said "has no signature" -- never_called terraform -- file_has "$(image cart 2)"
: >"$CLOUD/unsigned"
SIGNING_KEY=$key call deploy cart dev "$(digest 3)"
expect "a signed image is deployed" ended_with 0 -- service_runs grocery-dev-cart:3

new_cloud
apply_deploys SUCCESSFUL
call deploy cart dev "$(digest 3)"
expect "a deployment without a key says that nobody looked" ended_with 0 -- said "nobody has looked whether the pipeline signed $cart" -- never_called cosign
