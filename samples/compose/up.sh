#!/usr/bin/env bash
# Starts the shop with Docker. The first time it makes the passwords, in .env beside this file, which git ignores.
set -euo pipefail
cd "$(dirname "$0")"

# What is there stays: the database knows it.
make_secret() {
  local value
  if ! grep -q "^$1=." .env 2> /dev/null; then
    value=$(openssl rand "$2" "$3")
    (umask 077 && echo "$1=$value" >> .env)
    echo "Made $1 in $PWD/.env"
  fi
}

# The roles of an existing database were made once, with the passwords of that time.
if grep -q '^SHOP_ROLE_PASSWORD=' .env 2> /dev/null; then
  echo "$PWD/.env is of an earlier version, in which all services shared a password; the database has these. Remove both and begin anew:" >&2
  echo "  ./up.sh down --volumes && rm .env && ./up.sh" >&2
  [ "${1:-up}" != up ] || exit 1
fi

make_secret POSTGRES_PASSWORD -hex 24
make_secret SHOP_SIGNING_KEY -base64 32
for service in PRODUCT CART ORDER STOREFRONT; do
  make_secret "SHOP_${service}_PASSWORD" -hex 24
  make_secret "SHOP_${service}_OWNER_PASSWORD" -hex 24
done

if docker compose version > /dev/null 2>&1; then compose=(docker compose); else compose=(docker-compose); fi
case "${1:-up}" in
  up) exec "${compose[@]}" --file compose.yml up --build --detach ;;
  *) exec "${compose[@]}" --file compose.yml "$@" ;;
esac
