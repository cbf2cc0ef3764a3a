# shellcheck shell=bash
# The part that all recipes share: a Debian chroot with emscripten, pyodide-build in it, and a cross-build environment
# put together from Debian's CPython headers and Pyodide's npm package (Pyodide's own cannot be had from a registry).
# Sourced by build.sh with RECIPES, WORK and OUT set. In the chroot everything lies under /b.

ROOT=$WORK/root BUILD=$WORK/root/b
STARTED=$SECONDS

say() { printf '== %4ds  %s\n' $((SECONDS - STARTED)) "$*"; }

stop() { echo "build.sh: $*" >&2; exit 1; }

# once NAME COMMAND...: does not do again what an earlier run in this folder has done.
once() {
  local mark=$BUILD/done/$1
  shift
  [ -e "$mark" ] && return
  "$@"
  mkdir -p "$BUILD/done" && touch "$mark"
}

# run_logged NAME COMMAND...: keeps the output in a log, and shows its end when the command fails.
run_logged() {
  local log=$WORK/logs/$1.log
  shift
  mkdir -p "$WORK/logs"
  # Not `"$@" || ...`: that would switch `set -e` off inside a function.
  set +e
  (set -e; "$@") > "$log" 2>&1
  local status=$?
  set -e
  [ $status = 0 ] || { tail -n 40 "$log" >&2; stop "failed; the whole output is in $log"; }
}

check_host() {
  [ "$(id -u)" = 0 ] || stop "needs root (it builds in a chroot)"
  local tool
  for tool in apt-get dpkg unshare npm unzip python3; do
    command -v "$tool" > /dev/null || stop "needs $tool (a Debian or Ubuntu host with Node and Python >= 3.11)"
  done
}

# Sets PIN_PYODIDE, PIN_PYTHON, ... from pins.toml, the only place where versions live.
read_pins() {
  local pins
  pins=$(python3 "$RECIPES/pins_for_shell.py" "$RECIPES/../pins.toml") || stop "pins.toml cannot be read"
  eval "$pins"
}

# The mount points live and die with the one command.
in_chroot() {
  # shellcheck disable=SC2016  # expanded by the inner shell
  unshare --mount bash -c '
    root=$1; shift
    mount -t proc proc "$root/proc" && mount --bind /dev "$root/dev" && exec chroot "$root" "$@"' in_chroot "$ROOT" \
    env -i HOME=/root TERM=dumb LC_ALL=C TZ=UTC DEBIAN_FRONTEND=noninteractive PYTHONHASHSEED=0 \
    PATH=/b/venv/bin:/usr/share/emscripten:/usr/sbin:/usr/bin:/sbin:/bin \
    PIP_CERT=/etc/ssl/certs/ca-certificates.crt SSL_CERT_FILE=/etc/ssl/certs/ca-certificates.crt \
    PIP_DISABLE_PIP_VERSION_CHECK=1 ${PIP_INDEX_URL:+PIP_INDEX_URL="$PIP_INDEX_URL"} \
    EMSDK_PYTHON=/usr/bin/python3 PYODIDE_XBUILDENV_PATH=/b/xbuildenv \
    SKIP_EMSCRIPTEN_VERSION_CHECK=1 PYODIDE_SKIP_EMSCRIPTEN_INSTALL=1 \
    SOURCE_DATE_EPOCH="$PIN_EPOCH" "$@"
}
# PATH: Debian's /usr/bin/emnm is a link that cannot find its script; the wrappers' own folder comes first.

prepare_toolchain() {
  say "Debian $PIN_DEBIAN"
  once "debian-$PIN_DEBIAN" run_logged debootstrap bootstrap_debian
  say "emscripten, CPython headers"
  once "packages-$PIN_DEBIAN-$PIN_PYTHON_TAG" run_logged packages install_packages
  say "pyodide-build $PIN_PYODIDE_BUILD"
  once "pyodide-build-$PIN_PYODIDE_BUILD-$PIN_CYTHON" run_logged pyodide-build install_pyodide_build
  say "cross-build environment for Pyodide $PIN_PYODIDE"
  run_logged xbuildenv assemble_xbuildenv
  rm -rf "$BUILD/recipes"
  mkdir -p "$BUILD/recipes"
  cp -r "$RECIPES"/*/ "$BUILD/recipes/"
}

bootstrap_debian() {
  local mirror unpacked=$WORK/debootstrap
  # shellcheck disable=SC2016  # apt's own format
  mirror=${DEBIAN_MIRROR:-$(apt-get indextargets --format '$(SITE)' | grep '/debian/\?$' | head -n 1)}
  [ -n "$mirror" ] || stop "no Debian mirror in apt's configuration; set DEBIAN_MIRROR"
  rm -rf "$ROOT" "$unpacked"
  mkdir -p "$unpacked"
  (cd "$unpacked" && apt-get download -q debootstrap && dpkg -x debootstrap_*.deb .)
  DEBOOTSTRAP_DIR=$unpacked/usr/share/debootstrap unshare --mount \
    "$unpacked/usr/sbin/debootstrap" --variant=minbase "$PIN_DEBIAN" "$ROOT" "$mirror" \
    "$unpacked/usr/share/debootstrap/scripts/sid"
  cp /etc/resolv.conf /etc/hosts "$ROOT/etc/"
  # zlib's source comes from stable: a rolling suite's index can lag its pool.
  printf '%s\n' "deb $mirror $PIN_DEBIAN main" "deb-src $mirror $PIN_DEBIAN main" "deb-src $mirror stable main" \
    > "$ROOT/etc/apt/sources.list"
  # A mirror's Release file may be past its Valid-Until; its signature is checked all the same.
  printf '%s\n' 'Acquire::Check-Valid-Until "false";' 'APT::Install-Recommends "false";' \
    > "$ROOT/etc/apt/apt.conf.d/99build"
  mkdir -p "$BUILD"
}

install_packages() {
  in_chroot apt-get update -qq
  in_chroot apt-get install -qq -y \
    emscripten "python$PIN_PYTHON_TAG-dev" "python$PIN_PYTHON_TAG-venv" make pkgconf patch xz-utils ca-certificates
  cp /etc/ssl/certs/ca-certificates.crt "$ROOT/etc/ssl/certs/ca-certificates.crt"  # the host's, for pip
}

install_pyodide_build() {
  rm -rf "$BUILD/venv"
  in_chroot "python$PIN_PYTHON_TAG" -m venv /b/venv
  in_chroot pip install -q "pyodide-build==$PIN_PYODIDE_BUILD" "cython==$PIN_CYTHON" \
    "setuptools==$PIN_SETUPTOOLS" "wheel==$PIN_WHEEL"
}

assemble_xbuildenv() {
  local pyodide=$WORK/pyodide-$PIN_PYODIDE xbuildenv=$WORK/xbuildenv/xbuildenv sysconfig
  local installed=$xbuildenv/pyodide-root/cpython/installs/python-$PIN_PYTHON
  local headers=$installed/include/python$PIN_PYTHON_TAG
  if [ ! -e "$pyodide/package/python_stdlib.zip" ]; then
    mkdir -p "$pyodide"
    (cd "$pyodide" && npm pack --silent "pyodide@$PIN_PYODIDE" && tar xzf "pyodide-$PIN_PYODIDE.tgz")
  fi
  rm -rf "$WORK/xbuildenv"
  mkdir -p "$installed/include" "$installed/sysconfigdata"
  : > "$xbuildenv/requirements.txt"
  cp -r "$ROOT/usr/include/python$PIN_PYTHON_TAG" "$installed/include/"
  unzip -q "$pyodide/package/python_stdlib.zip" '_sysconfigdata*' -d "$installed/sysconfigdata"
  sysconfig=$installed/sysconfigdata/_sysconfigdata__emscripten_wasm32-emscripten.py
  python3 "$RECIPES/pyconfig.py" "$sysconfig" "$PIN_PYTHON_TAG" \
    "$ROOT"/usr/include/*-linux-gnu/"python$PIN_PYTHON_TAG/pyconfig.h" "$headers/pyconfig.h"
  sed -e "s/@PYTHON@/$PIN_PYTHON/g" -e "s/@PYTHON_MINOR@/${PIN_PYTHON_TAG#*.}/g" -e "s/@PYTHON_MICRO@/${PIN_PYTHON##*.}/g" \
    -e "s/@PYODIDE@/$PIN_PYODIDE/g" -e "s/@ABI@/$PIN_ABI/g" -e "s/@EMSCRIPTEN@/$PIN_EMSCRIPTEN/g" \
    "$RECIPES/Makefile.envs.in" > "$xbuildenv/pyodide-root/Makefile.envs"
  tar -C "$WORK/xbuildenv" --sort=name --mtime=@0 --owner=0 --group=0 -czf "$BUILD/xbuildenv.tar.gz" xbuildenv
  rm -rf "$BUILD/xbuildenv"
  in_chroot pyodide xbuildenv install --url file:///b/xbuildenv.tar.gz --path /b/xbuildenv
}

# fetch_debian_sources FOLDER NAME/SUITE...: into /b/FOLDER, checked by apt. `--only-source`: never a binary's source
# where a source package has that name.
fetch_debian_sources() {
  # shellcheck disable=SC2016  # expanded by the inner shell
  run_logged "$1-sources" in_chroot sh -c 'cd "/b/$1" && shift && exec apt-get source -qq --download-only --only-source "$@"' sh "$@"
}

# write_provenance NAME OUT: the hashes of all wheels; what this one was built with and from; the licences it carries.
write_provenance() {
  (cd "$2" && sha256sum -- *.whl > SHA256SUMS)
  # A test compares: a change of these files calls for a new wheel.
  (cd "$REPOSITORY" && sha256sum -- "${OWN_SOURCES[@]}") > "$2/SOURCES-$1.sha256"
  {
    # shellcheck disable=SC2016  # dpkg-query's own format
    in_chroot dpkg-query -W -f '${db:Status-Status} ${Package} ${Version}\n' \
      emscripten 'clang-[0-9]*' 'lld-[0-9]*' binaryen "libpython$PIN_PYTHON_TAG-dev" | sed -n 's/^installed //p'
    in_chroot pip list --format freeze | grep -iE '^(cython|pyodide-build|setuptools|wheel)==' | sed 's/==/ /'
    if [ ${#DEBIAN_SOURCES[@]} -gt 0 ]; then
      (cd "$BUILD/$1" && for name in "${DEBIAN_SOURCES[@]}"; do ls "${name%/*}"_*.dsc; done) |
        sed 's/_/ /; s/\.dsc$/ (source)/'
    fi
  } > "$2/BUILT-WITH-$1.txt"
  rm -rf "$2/licences/$1" && mkdir -p "$2/licences/$1"
  unzip -q -j "$2/$NAME_GLOB"*.whl '*.dist-info/licenses/*' -d "$2/licences/$1"
}
