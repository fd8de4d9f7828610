#!/bin/sh
# npm start: all the set-up a fresh clone needs, then the server in this very process, so that signals reach it.
set -eu
cd "$(dirname "$0")/.."
sh scripts/prepare.sh
export PATH="$PWD/node_modules/.bin:$PATH"
exec node server/bin/sallyport.js serve "$@"
