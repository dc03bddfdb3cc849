#!/bin/sh
# Makes the roles and databases of the services, or brings them up to date; may run at any time and any number of times.
# Each service gets a database, an owner for its migrations, and a role that can do nothing but read and write rows.
# In: PGHOST PGPORT PGUSER PGPASSWORD (the master), SERVICES (names), and for each NAME: PASSWORD_NAME PASSWORD_NAME_owner CONNECTIONS_NAME.
set -eu

export PGSSLMODE="${PGSSLMODE:-require}" PGCONNECT_TIMEOUT=10 PGAPPNAME=roles PGDATABASE=postgres

sql() {
  psql --no-psqlrc --quiet --set=ON_ERROR_STOP=1 "$@"
}

sql_as() ( # role, database
  PGPASSWORD=$(value "PASSWORD_$1")
  export PGUSER="$1" PGPASSWORD PGDATABASE="$2"
  shift 2
  sql "$@"
)

value() {
  eval "printf '%s' \"\${$1?the variable $1 is missing}\""
}

make_role() { # role, connections
  sql --set=role="$1" --set=connections="$2" <<'SQL'
SELECT format('CREATE ROLE %I LOGIN', :'role') WHERE NOT EXISTS (SELECT FROM pg_roles WHERE rolname = :'role') \gexec
ALTER ROLE :"role" LOGIN NOCREATEDB NOCREATEROLE CONNECTION LIMIT :connections;
SQL
  # psql hashes it, so that no password can get into the log of the server.
  password=$(value "PASSWORD_$1")
  printf '%s\n%s\n' "$password" "$password" | sql --command="\\password \"$1\"" > /dev/null 2>&1 ||
    { echo "the password of $1 could not be set" >&2; exit 1; }
}

make_database() { # name
  sql --set=name="$1" --set=owner="${1}_owner" <<'SQL'
GRANT :"owner" TO CURRENT_USER;
SELECT format('CREATE DATABASE %I OWNER %I', :'name', :'owner') WHERE NOT EXISTS (SELECT FROM pg_database WHERE datname = :'name') \gexec
REVOKE ALL ON DATABASE :"name" FROM PUBLIC;
GRANT CONNECT ON DATABASE :"name" TO :"name";
REVOKE :"owner" FROM CURRENT_USER;
SQL

  # As the owner: what it grants by default is for what it makes.
  sql_as "${1}_owner" "$1" --set=name="$1" <<'SQL'
REVOKE ALL ON SCHEMA public FROM PUBLIC;
GRANT USAGE ON SCHEMA public TO :"name";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO :"name";
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO :"name";
SQL

  sql_as "$1" "$1" --command='SELECT' > /dev/null
}

for service in $SERVICES; do
  make_role "${service}_owner" 10
  make_role "$service" "$(value "CONNECTIONS_$service")"
  make_database "$service"
  echo "$service: database, ${service}_owner and $service are ready"
done

# Everybody may connect to the first database unless told otherwise.
sql <<'SQL'
SELECT 'REVOKE ALL ON DATABASE postgres FROM PUBLIC' FROM pg_database WHERE datname = 'postgres' AND pg_has_role(datdba, 'USAGE') \gexec
SQL
