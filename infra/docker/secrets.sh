#!/bin/sh
# The passwords, each a file in the folder of the container that may see it: made by chance on the first start, and
# kept. `renew` makes new ones. Files that are there already (TINHSO_SECRETS) are taken as they are.
set -eu
umask 022 # postgres and grafana read them as users of their own
cd "${1:?"usage: secrets.sh FOLDER [renew]"}"
renew=${2:-}
mkdir -p aggregator extractor fetcher grafana postgres

write() {
    if [ "$renew" = renew ] || [ ! -s "$1" ]; then printf '%s' "$2" >"$1.new" && mv "$1.new" "$1"; fi
}

chance() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

# Who logs in as whom, and the password that Postgres has for it.
database_url() {
    printf 'postgresql://%s:%s@postgres:5432/tinhso' "$1" "$(cat "postgres/$2_password")"
}

for login in postgres analyst extractor fetcher; do
    write "postgres/${login}_password" "$(chance)"
done
write aggregator/tinhso_database_url "$(database_url tinhso postgres)"
write extractor/tinhso_database_url "$(database_url extractor extractor)"
write fetcher/tinhso_database_url "$(database_url fetcher fetcher)"
write grafana/analyst_password "$(cat postgres/analyst_password)"
write grafana/grafana_password "$(chance)"
