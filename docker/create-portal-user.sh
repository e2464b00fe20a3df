#!/bin/sh
# Runs once, when the database of docker-compose.yml is made: the user that the portal connects as. It gets its
# rights from the migrations, so that it may read and add to the audit but not change it.
set -eu
psql --set ON_ERROR_STOP=1 --set password="$PORTAL_DATABASE_PASSWORD" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
CREATE ROLE guildhall_app LOGIN PASSWORD :'password';
SQL
