# shellcheck shell=bash
# docsieve-pdfglyphs, our own C extension in parsers/pdfglyphs. One variant. Sourced by ../build.sh.
# shellcheck disable=SC2034  # read there
NAME_GLOB=docsieve_pdfglyphs-
# shellcheck disable=SC2034
CHROOT_SCRIPTS=(wheel.sh)
# shellcheck disable=SC2034
DEBIAN_SOURCES=()

fetch_sources() {
  rm -rf "$BUILD/pdfglyphs"
  mkdir -p "$BUILD/pdfglyphs/source"
  # What git knows of the folder, not what a native build left in it.
  (cd "$REPOSITORY/parsers/pdfglyphs" && cp -- *.c *.h *.toml setup.py MANIFEST.in README.md "$BUILD/pdfglyphs/source/")
  cp "$REPOSITORY/LICENSE" "$BUILD/pdfglyphs/source/"
}
