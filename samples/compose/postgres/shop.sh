#!/usr/bin/env bash
# Runs once, in an empty PostgreSQL: each service gets a database, an owner for its migrations, and a role that can do nothing but read and write rows.
set -euo pipefail

for service in product cart order storefront; do
  role_password="SHOP_${service^^}_PASSWORD"
  owner_password="SHOP_${service^^}_OWNER_PASSWORD"
  psql --set=ON_ERROR_STOP=1 --username "$POSTGRES_USER" \
    --set=role="$service" --set=owner="${service}_owner" \
    --set=role_password="${!role_password}" --set=owner_password="${!owner_password}" <<'SQL'
CREATE ROLE :"owner" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'owner_password';
CREATE ROLE :"role" LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOREPLICATION PASSWORD :'role_password';
CREATE DATABASE :"role" OWNER :"owner";
REVOKE ALL ON DATABASE :"role", postgres, template1 FROM PUBLIC;
GRANT CONNECT ON DATABASE :"role" TO :"role";
\connect :"role"
ALTER SCHEMA public OWNER TO :"owner";
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"role";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"role";
ALTER DEFAULT PRIVILEGES FOR ROLE :"owner" IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"role";
SQL
done
