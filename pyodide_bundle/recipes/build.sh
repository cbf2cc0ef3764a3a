#!/bin/bash
# Builds a compiled wheel for Pyodide from source, out of Debian's, PyPI's and npm's packages alone.
#   sudo bash pyodide_bundle/recipes/build.sh NAME [VARIANT]      (README.md lists the names)
# WORK: where it builds (default .cache/recipes; about 3 GB, kept for the next run).
# OUT: where the wheel goes (default pyodide_bundle/wheels/, for the variant that is shipped).
set -euo pipefail
RECIPES=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
REPOSITORY=$(cd "$RECIPES/../.." && pwd)
NAME=${1:-} VARIANT=${2:-shipped}
if [ ! -e "$RECIPES/$NAME/recipe.sh" ]; then
  echo "usage: sudo bash build.sh NAME [VARIANT]; NAME is one of:" "$RECIPES"/*/recipe.sh >&2
  exit 2
fi
WORK=$(realpath -m "${WORK:-$REPOSITORY/.cache/recipes}")
if [ "$VARIANT" = shipped ]; then OUT=${OUT:-$RECIPES/../wheels}; else OUT=${OUT:-$WORK/out}; fi
OUT=$(realpath -m "$OUT")
mkdir -p "$WORK" "$OUT"
export LC_ALL=C TZ=UTC DEBIAN_FRONTEND=noninteractive

# shellcheck source=toolchain.sh
. "$RECIPES/toolchain.sh"
check_host
read_pins
prepare_toolchain

# OWN_SOURCES of a recipe are globs from the repository's root.
cd "$REPOSITORY"
# A recipe defines fetch_sources (on the host, into $BUILD) and says which of its scripts the chroot runs.
# shellcheck source=/dev/null
. "$RECIPES/$NAME/recipe.sh"
say "$NAME: sources"
fetch_sources
rm -rf "${BUILD:?}/$NAME/dist"
for script in "${CHROOT_SCRIPTS[@]}"; do
  say "$NAME: $script ($VARIANT)"
  run_logged "$NAME-$VARIANT-$script" in_chroot env VARIANT="$VARIANT" bash "/b/recipes/$NAME/$script"
done

# One wheel of a name: a build of another version takes the old one's place.
rm -f -- "$OUT/$NAME_GLOB"*.whl
cp "$BUILD/$NAME"/dist/*.whl "$OUT/"
if [ "$VARIANT" = shipped ]; then write_provenance "$NAME" "$OUT"; fi
say "done"
(cd "$OUT" && sha256sum -- "$NAME_GLOB"*.whl)
