# shellcheck shell=bash
# pycryptodome: only the ciphers and key derivation that open protected documents. One variant. Sourced by ../build.sh.
# shellcheck disable=SC2034  # read there
NAME_GLOB=pycryptodome-
# shellcheck disable=SC2034
CHROOT_SCRIPTS=(wheel.sh)
# shellcheck disable=SC2034
DEBIAN_SOURCES=()
# shellcheck disable=SC2034
OWN_SOURCES=(pyodide_bundle/recipes/pycryptodome/{setup.py,kept_modules.txt,DOCSIEVE.md,REVISION})

fetch_sources() {
  rm -rf "$BUILD/pycryptodome"
  mkdir -p "$BUILD/pycryptodome"
  run_logged pycryptodome-sdist in_chroot pip download -q --no-deps --no-build-isolation --no-binary pycryptodome \
    --dest /b/pycryptodome "pycryptodome==$PIN_PYCRYPTODOME"
  echo "$PIN_PYCRYPTODOME_SDIST_SHA256  $BUILD/pycryptodome/pycryptodome-$PIN_PYCRYPTODOME.tar.gz" |
    sha256sum -c --quiet
}
