#!/bin/sh
# Who may log in, with the rights of which role, and the passwords that stand in /run/secrets now.
# Runs when the database is made; to be run again after the passwords were renewed.
set -eu
password() { cat "/run/secrets/$1_password"; }

psql -qv ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d "$POSTGRES_DB" \
    -v owner="$(password postgres)" -v analyst="$(password analyst)" \
    -v extractor="$(password extractor)" -v fetcher="$(password fetcher)" <<'SQL'
-- The migrations grant the roles their rights; they take them as they are where they are there already.
select format('create role %I nologin', name)
from unnest(array['tinhso_reader', 'tinhso_extractor', 'tinhso_fetcher']) as name
where not exists (select from pg_roles where rolname = name) \gexec
select format('create role %I login in role %I', name, granted)
from (values ('analyst', 'tinhso_reader'), ('extractor', 'tinhso_extractor'), ('fetcher', 'tinhso_fetcher'))
    as login (name, granted)
where not exists (select from pg_roles where rolname = name) \gexec

alter role tinhso password :'owner';
alter role extractor password :'extractor';
alter role fetcher password :'fetcher';
alter role analyst password :'analyst';
alter role analyst set default_transaction_read_only = on;
alter role analyst set statement_timeout = '60s';
alter role analyst set search_path = api;
SQL
