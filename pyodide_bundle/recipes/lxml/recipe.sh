# shellcheck shell=bash
# lxml. Variants: `shipped` (only what reads documents, README.md) and `full` (all of it, for lxml's own tests).
# Sourced by ../build.sh.
# shellcheck disable=SC2034  # read there
NAME_GLOB=lxml-
# shellcheck disable=SC2034
CHROOT_SCRIPTS=(libraries.sh wheel.sh)
# shellcheck disable=SC2034
OWN_SOURCES=(pyodide_bundle/recipes/lxml/{patches/lib*,patches/lxml*,setup.py,kept_modules.txt,DOCSIEVE.md,REVISION})
DEBIAN_SOURCES=("libxml2/$PIN_DEBIAN")
if [ "$VARIANT" = full ]; then
  DEBIAN_SOURCES+=("libxslt/$PIN_DEBIAN" zlib/stable)
fi

fetch_sources() {
  # pip runs lxml's setup.py for its metadata, which will not run without an xslt-config.
  once lxml-build-needs run_logged lxml-build-needs in_chroot apt-get install -qq -y libxslt1-dev
  rm -rf "$BUILD/lxml"
  mkdir -p "$BUILD/lxml"
  fetch_debian_sources lxml "${DEBIAN_SOURCES[@]}"
  run_logged lxml-sdist in_chroot pip download -q --no-deps --no-build-isolation --no-binary lxml \
    --dest /b/lxml "lxml==$PIN_LXML"
  echo "$PIN_LXML_SDIST_SHA256  $BUILD/lxml/lxml-$PIN_LXML.tar.gz" | sha256sum -c --quiet
}
