#!/bin/sh
# What every npm script runs: the set-up, and then the real command in our place, so that nothing stays behind that only
# waits. The set-up writes the command to descriptor 3; without one there is nothing to run.
here=$(dirname "$0")
exec 4>&1
command=$(DOCKET_RUN=sh node "$here/setup.mjs" "$@" 3>&1 >&4 4>&-) || exit
exec 4>&-
[ -n "$command" ] || exit 0
eval "$command"
