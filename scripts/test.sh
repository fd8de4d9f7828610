#!/bin/sh
# npm test: all the set-up that the tests need, then vitest with the arguments given.
set -eu
cd "$(dirname "$0")/.."

need() { # package, command
  command -v "$2" >/dev/null || missing="$missing $1"
}
missing=
need chromium chromium
need oathtool oathtool
need strace strace
[ -n "$(command -v initdb || ls /usr/lib/postgresql/*/bin/initdb 2>/dev/null)" ] || missing="$missing postgresql"

if [ -n "$missing" ]; then
  if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "sallyport: installing Debian packages:$missing …" >&2
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086 # one word a package
    if { apt-get update && apt-get install -y --no-install-recommends $missing; } >"$log" 2>&1; then
      rm -f "$log"
    else
      tail -n 20 "$log" >&2
      echo "sallyport: could not install$missing, which the tests need" >&2
      exit 1
    fi
  else
    echo "sallyport: the tests need these Debian packages: sudo apt-get install$missing" >&2
    exit 1
  fi
fi

sh scripts/prepare.sh
export PATH="$PWD/node_modules/.bin:$PATH"
exec vitest run "$@"
