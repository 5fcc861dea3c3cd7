#!/bin/sh
# A login that may read the views of schema api and nothing else. Runs once, when the database is made.
set -eu
psql -v ON_ERROR_STOP=1 -v password="$(cat /run/secrets/analyst_password)" -U "$POSTGRES_USER" -d "$POSTGRES_DB" <<'SQL'
-- The migrations grant this role what readers may see; they take it as it is where it is there already.
create role tinhso_reader nologin;
create role analyst login password :'password' in role tinhso_reader;
alter role analyst set default_transaction_read_only = on;
alter role analyst set statement_timeout = '60s';
alter role analyst set search_path = api;
SQL
