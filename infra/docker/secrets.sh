#!/bin/sh
# The passwords, each a file of /run/secrets: made by chance on the first start, and kept. `renew` makes new ones.
# Files that are there already, in a folder of your own (TINHSO_SECRETS), are taken as they are.
set -eu
umask 022 # postgres and grafana read them as users of their own
cd "${1:-/run/secrets}"
renew=${2:-}

write() {
    if [ "$renew" = renew ] || [ ! -s "$1" ]; then printf '%s' "$2" >"$1.new" && mv "$1.new" "$1"; fi
}

chance() {
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n'
}

write postgres_password "$(chance)"
write analyst_password "$(chance)"
write grafana_password "$(chance)"
write tinhso_database_url "postgresql://tinhso:$(cat postgres_password)@postgres:5432/tinhso"
