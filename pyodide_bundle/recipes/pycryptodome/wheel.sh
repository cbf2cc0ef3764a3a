#!/bin/bash
# Runs in the chroot: the wheel, with pyodide-build, into /b/pycryptodome/dist.
set -euo pipefail
cd /b/pycryptodome
tar xf pycryptodome-*.tar.gz
cd pycryptodome-*/
mapfile -t kept < <(grep -v '^#' /b/recipes/pycryptodome/kept_modules.txt)
find lib -name '*.py' | grep -vxF "$(printf 'lib/%s\n' "${kept[@]}")" | xargs rm
# A table for looking for primes, a quarter of the wheel. isPrime, which nothing here calls, does without it.
sed -i '/^sieve_base: /,/^)/c\sieve_base: tuple[int, ...] = ()' lib/Crypto/Util/number.py
rm pyproject.toml
cp /b/recipes/pycryptodome/{setup.py,DOCSIEVE.md} .
DOCSIEVE_REVISION=$(cat /b/recipes/pycryptodome/REVISION)
export DOCSIEVE_REVISION
export CFLAGS="-O2 -DNDEBUG" LDFLAGS=-O2
# The libraries are no Python modules (they are opened through ctypes), so all their functions are exported.
pyodide build . --no-isolation --skip-dependency-check --exports whole_archive -o /b/pycryptodome/dist
