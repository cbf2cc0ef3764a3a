#!/bin/bash
# Runs in the chroot: lxml itself, with pyodide-build, into /b/lxml/dist.
set -euo pipefail
cd /b/lxml
tar xf lxml-*.tar.gz
cd lxml-*/
export WITH_XML2_CONFIG=/b/lxml/prefix/bin/xml2-config WITH_XSLT_CONFIG=/b/lxml/prefix/bin/xslt-config
# Setting CFLAGS replaces sysconfig's, so -DNDEBUG has to be said again.
export CFLAGS="-O2 -DNDEBUG -fvisibility=hidden" LDFLAGS=-O2

if [ "$VARIANT" = full ]; then
  export WITHOUT_CYTHON=true  # the C files of the sdist
else
  patch -p1 < /b/recipes/lxml/patches/lxml-reading-only.patch
  rm src/lxml/etree.c pyproject.toml
  # What stays of the Python files: what reads. _elementpath is not compiled: it would cost 30 kB and another dlopen
  # at every start to make find() and findall() a tenth to a fifth faster.
  mapfile -t kept < <(grep -v '^#' /b/recipes/lxml/kept_modules.txt)
  find src/lxml -name '*.py' | grep -vxF "$(printf 'src/%s\n' "${kept[@]}")" | xargs rm
  cp /b/recipes/lxml/setup.py setup.py
  cp /b/recipes/lxml/DOCSIEVE.md .
  cp doc/licenses/elementtree.txt LICENSE-elementtree.txt
  cp ../libxml2/Copyright LICENSE-libxml2.txt
  DOCSIEVE_REVISION=$(cat /b/recipes/lxml/REVISION)
  export DOCSIEVE_REVISION
fi
# --exports pyinit: the default mode needs an llvm-readobj without a version in its name.
pyodide build . --no-isolation --skip-dependency-check --exports pyinit -o /b/lxml/dist
