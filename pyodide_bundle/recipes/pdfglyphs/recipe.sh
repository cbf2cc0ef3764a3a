# shellcheck shell=bash
# docsieve-pdfglyphs, our own C extension in parsers/pdfglyphs. One variant. Sourced by ../build.sh.
# shellcheck disable=SC2034  # read there
NAME_GLOB=docsieve_pdfglyphs-
# shellcheck disable=SC2034
CHROOT_SCRIPTS=(wheel.sh)
# shellcheck disable=SC2034
DEBIAN_SOURCES=()

# shellcheck disable=SC2034
OWN_SOURCES=(parsers/pdfglyphs/{*.c,*.h,pyproject.toml,setup.py,MANIFEST.in,README.md})

fetch_sources() {
  rm -rf "$BUILD/pdfglyphs"
  mkdir -p "$BUILD/pdfglyphs/source"
  # Not the whole folder: a native build may have left something in it.
  (cd "$REPOSITORY" && cp -- "${OWN_SOURCES[@]}" LICENSE "$BUILD/pdfglyphs/source/")
}
