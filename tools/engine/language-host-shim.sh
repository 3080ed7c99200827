#!/bin/sh
# The language host of the slipway checkout whose program runs; the engine starts this in the program's folder.
folder=$PWD
while [ "$folder" != / ]; do
  host=$folder/tools/engine/bin/pulumi-language-nodejs
  [ -x "$host" ] && exec "$host" "$@"
  folder=$(dirname "$folder")
done
echo "no slipway checkout at or above $PWD: run this pulumi from inside one, or put its tools/engine/bin first on PATH" >&2
exit 1
