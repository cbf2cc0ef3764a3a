# shellcheck shell=bash
# docsieve-sheetrows, our own C extension in parsers/sheetrows. One variant. Sourced by ../build.sh.
# shellcheck disable=SC2034  # read there
NAME_GLOB=docsieve_sheetrows-
# shellcheck disable=SC2034
CHROOT_SCRIPTS=(wheel.sh)
# shellcheck disable=SC2034
DEBIAN_SOURCES=()

# shellcheck disable=SC2034
OWN_SOURCES=(parsers/sheetrows/{*.c,*.h,pyproject.toml,setup.py,MANIFEST.in,README.md})

fetch_sources() {
  rm -rf "$BUILD/sheetrows"
  mkdir -p "$BUILD/sheetrows/source"
  # Not the whole folder: a native build may have left something in it.
  (cd "$REPOSITORY" && cp -- "${OWN_SOURCES[@]}" LICENSE "$BUILD/sheetrows/source/")
}
