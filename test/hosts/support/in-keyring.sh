#!/bin/sh
# Runs a command in a D-Bus session of its own, with a GNOME keyring that is unlocked by a password.
# HOME and XDG_RUNTIME_DIR are the caller's and decide where the keyring's files lie.
# usage: in-keyring.sh PASSWORD COMMAND…
password=$1
shift
export CALLBOARD_KEYRING_PASSWORD="$password"
exec dbus-run-session -- sh -c '
  printf "%s" "$CALLBOARD_KEYRING_PASSWORD" | gnome-keyring-daemon --unlock --components=secrets >/dev/null 2>&1
  unset CALLBOARD_KEYRING_PASSWORD
  exec "$@"
' sh "$@"
