#!/usr/bin/env bash
# Builds the images of services, scans them, and pushes what passes.
set -euo pipefail
# shellcheck source=eng/lib.sh
. "$(dirname "$0")/lib.sh"

usage() {
  cat <<TEXT
Usage: eng/build-images.sh --tag TAG [--registry ADDRESS [--push]] [--output FOLDER] SERVICE...

Builds each service from samples/Dockerfile, scans its image (eng/supply-chain/scan.sh), and with --push pushes it. A tag that is in the
registry stays what it is: then that image is taken, since the same commit may come by twice. Leaves in FOLDER
  images.json          {"images": {SERVICE: "REPOSITORY@sha256:…"}} of what was pushed, for infra/scripts/deploy-all
  SERVICE.cdx.json     the bill of materials of each image

  SERVICE             $(services | sed 's/ /, /g')
  --tag TAG           of the images; a commit
  --registry ADDRESS  where the repositories of the services are, such as 123456789012.dkr.ecr.us-west-2.amazonaws.com/grocery; default grocery
  --output FOLDER     default artifacts/images
  --help              prints this text

It needs Docker, signed in to the registry, and Trivy.
TEXT
}

tag=""
registry=grocery
push=false
output=$root/artifacts/images
chosen=()
while [ "$#" -gt 0 ]; do
  case "$1" in
    -h | --help)
      usage
      exit 0
      ;;
    --tag | --registry | --output)
      [ -n "${2:-}" ] || usage_error "$1 needs a value"
      case "$1" in
        --tag) tag=$2 ;;
        --registry) registry=${2%/} ;;
        --output) output=$(realpath -m -- "$2") ;;
      esac
      shift
      ;;
    --push) push=true ;;
    -*) usage_error "unknown option $1" ;;
    *)
      project_of "$1" >/dev/null
      chosen+=("$1")
      ;;
  esac
  shift
done
[ "${#chosen[@]}" -gt 0 ] || usage_error "name at least one service: $(services)"
[[ "$tag" =~ ^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$ ]] || usage_error "--tag is \"$tag\": use letters, digits, dots, hyphens and underscores, such as a commit"
[ "$push" = false ] || [[ "$registry" == *.*/* ]] || usage_error "--push needs a registry, such as --registry 123456789012.dkr.ecr.us-west-2.amazonaws.com/grocery"
need docker trivy jq

# The digest under which the registry has this tag; nothing when it has none.
digest_in_registry() {
  local said
  if said=$(docker buildx imagetools inspect --format '{{json .Manifest}}' "$1" 2>&1); then
    jq -er .digest <<<"$said"
  elif ! grep -qiE 'not found|manifest unknown|does not exist' <<<"$said"; then
    fail "the registry does not say whether it has $1: $said"
  fi
}

build() {
  local service=$1 image=$2
  docker build --file "$root/samples/Dockerfile" --build-arg "PROJECT=$(project_of "$service")" --tag "$image" \
    --label "org.opencontainers.image.revision=$tag" --provenance=false "$root" >&2 || fail "$service could not be built"
  "$eng/supply-chain/scan.sh" image "$service" "$image" >&2 || fail "$image is not pushed: its scan is above"
}

rm -rf "$output"
mkdir -p "$output"
pushed="{}"
for service in "${chosen[@]}"; do
  image="$registry/$service:$tag"
  digest=""
  if [ "$push" = true ]; then digest=$(digest_in_registry "$image"); fi
  if [ -n "$digest" ]; then
    printf '%s is in the registry already\n' "$image" >&2
  else
    build "$service" "$image"
    if [ "$push" = true ]; then
      docker push --quiet "$image" >&2 || fail "$image could not be pushed"
      digest=$(digest_in_registry "$image")
      [ -n "$digest" ] || fail "$image was pushed, and the registry does not have it"
    fi
  fi
  trivy image --quiet --format cyclonedx --output "$output/$service.cdx.json" "${digest:+$registry/$service@}${digest:-$image}" || fail "no bill of materials of $image could be made"
  if [ -n "$digest" ]; then pushed=$(jq -c --arg service "$service" --arg image "$registry/$service@$digest" '.[$service] = $image' <<<"$pushed"); fi
done
jq '{ images: . }' <<<"$pushed" >"$output/images.json"
cat "$output/images.json"
