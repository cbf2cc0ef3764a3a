#!/bin/bash
# Runs in the chroot: static libxml2 (and for the full variant zlib, libxslt, libexslt) into /b/lxml/prefix.
set -euo pipefail
PREFIX=/b/lxml/prefix PATCHES=/b/recipes/lxml/patches
FLAGS="-O2 -g0 -fPIC -fvisibility=hidden -DNDEBUG -sSUPPORT_LONGJMP=wasm"
export LDFLAGS=-sDEFAULT_TO_CXX=0
STATIC=(--host=wasm32-unknown-emscripten "--prefix=$PREFIX" --disable-shared --enable-static
  --disable-dependency-tracking --without-python)
mkdir -p "$PREFIX/lib" "$PREFIX/include"

# unpack NAME [PATCH...]: into /b/lxml/NAME, and goes there.
unpack() {
  mkdir -p "/b/lxml/$1" && cd "/b/lxml/$1"
  tar xf "/b/lxml/${1}"_*.orig.tar.* --strip-components=1
  local change
  for change in "${@:2}"; do patch -p1 < "$change"; done
}

if [ "$VARIANT" = full ]; then
  unpack zlib
  CFLAGS="$FLAGS -DHAVE_UNISTD_H" emconfigure ./configure --static "--prefix=$PREFIX"
  emmake make -j2 libz.a
  cp libz.a "$PREFIX/lib/" && cp zlib.h zconf.h "$PREFIX/include/"
  FEATURES=(--with-schematron "--with-zlib=$PREFIX")
else
  # Its regular expressions stay: without them DTD validation takes some invalid documents for valid.
  FEATURES=(--without-schemas --without-relaxng --without-schematron --without-catalog --without-debug
    --without-reader --without-writer --without-zlib)
fi

unpack libxml2 "$PATCHES/libxml2-musl-iconv.patch"
CFLAGS=$FLAGS emconfigure ./configure "${STATIC[@]}" --without-threads --without-modules --without-history \
  --without-readline --without-http --with-iconv "${FEATURES[@]}"
emmake make -j2 libxml2.la
emmake make install-libLTLIBRARIES install-data install-binSCRIPTS

if [ "$VARIANT" = full ]; then
  # Debian's patch for CVE-2025-10911
  tar xOf /b/lxml/libxslt_*.debian.tar.xz debian/patches/77.diff > /b/lxml/77.diff
  unpack libxslt /b/lxml/77.diff "$PATCHES/libxslt-max-depth.patch"
  # lxml calls its profiler: no --without-profiler here.
  CFLAGS=$FLAGS emconfigure ./configure "${STATIC[@]}" --without-plugins --without-crypto --without-debugger \
    "--with-libxml-prefix=$PREFIX"
  for part in libxslt libexslt; do
    emmake make -j2 -C $part
    emmake make -C $part install
  done
  emmake make install-binSCRIPTS
fi
