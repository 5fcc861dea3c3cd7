#!/bin/sh
# Gives the logins the passwords that stand in /run/secrets now; to be run after they were renewed.
set -eu
psql -qv ON_ERROR_STOP=1 -v owner="$(cat /run/secrets/postgres_password)" \
    -v analyst="$(cat /run/secrets/analyst_password)" -U tinhso -d tinhso <<'SQL'
alter role tinhso password :'owner';
alter role analyst password :'analyst';
SQL
