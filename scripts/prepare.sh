#!/bin/sh
# Makes a clone ready to run: installs the packages and builds the portal, each only when missing or outdated.
# `prepare.sh install` stops before the portal. Says what it does on stderr; stdout stays free.
set -eu
cd "$(dirname "$0")/.."
export PATH="$PWD/node_modules/.bin:$PATH" # the Node 24 that package.json brings comes before the machine's own
stamp=node_modules/.portal-built

installed() {
  [ -f node_modules/.package-lock.json ] && # npm writes it last, so it also shows that npm got that far
    [ -z "$(find package-lock.json -newer node_modules/.package-lock.json)" ]
}

built() {
  [ -f portal/dist/index.html ] && [ -f "$stamp" ] &&
    [ -z "$(find portal contract/src \( -name node_modules -o -name dist \) -prune -o -type f -newer "$stamp" -print)" ]
}

ready() { installed && { [ "${1:-}" = install ] || built; }; }

# Several may start at once on the same folder: one prepares, the others wait for it and find it done.
lock() {
  if command -v flock >/dev/null; then
    exec 9<package-lock.json
    flock -n 9 || { echo 'sallyport: waiting for another start …' >&2; flock 9; }
    return
  fi
  while ! mkdir node_modules.lock 2>/dev/null; do
    owner=$(cat node_modules.lock/pid 2>/dev/null || sleep 2; cat node_modules.lock/pid 2>/dev/null || true)
    if [ -z "$owner" ] || ! kill -0 "$owner" 2>/dev/null; then rm -rf node_modules.lock; else sleep 1; fi
  done
  echo $$ >node_modules.lock/pid
  trap 'rm -rf node_modules.lock' EXIT
  trap 'exit 1' HUP INT TERM
}

ready "$@" && exit
lock

if ! installed; then
  echo 'sallyport: installing packages …' >&2
  # Also with NODE_ENV=production, which would leave out what builds the portal.
  npm ci --ignore-scripts --include=dev --include=optional --no-audit --no-fund --loglevel=error >&2
  # npm 10 and older drop this link: the same package for other platforms, which they pass over, has it too.
  for node in node_modules/node-*/bin/node; do
    if [ -x "$node" ] && [ ! -e node_modules/.bin/node ]; then
      ln -s "../${node#node_modules/}" node_modules/.bin/node
    fi
  done
fi

if [ "${1:-}" != install ] && ! built; then
  echo 'sallyport: building the portal …' >&2
  # Built aside and moved in whole, so that neither a crash nor a running server sees half of it.
  # The stamp is older than all that is read, so that a change made meanwhile is built next time.
  touch "$stamp.new"
  NODE_ENV=production node node_modules/vite/bin/vite.js build portal \
    --outDir "$PWD/node_modules/.portal" --emptyOutDir --logLevel warn >&2
  rm -rf portal/dist
  mv node_modules/.portal portal/dist
  mv "$stamp.new" "$stamp"
fi
