#!/usr/bin/env bash
# Starts the shop with Docker. The first time it makes the passwords, in .env beside this file, which git ignores.
set -euo pipefail
cd "$(dirname "$0")"

if [ ! -f .env ]; then
  (
    umask 077
    {
      echo "POSTGRES_PASSWORD=$(openssl rand -hex 24)"
      echo "SHOP_OWNER_PASSWORD=$(openssl rand -hex 24)"
      echo "SHOP_ROLE_PASSWORD=$(openssl rand -hex 24)"
      echo "SHOP_SIGNING_KEY=$(openssl rand -base64 32)"
    } > .env
  )
  echo "Made passwords in $PWD/.env"
fi

if docker compose version > /dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
case "${1:-up}" in
  up) exec "${compose[@]}" --file compose.yml up --build --detach ;;
  *) exec "${compose[@]}" --file compose.yml "$@" ;;
esac
