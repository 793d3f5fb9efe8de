#!/usr/bin/env bash
# The program with its own Java, and the installers made of it. ./run package calls this; jpackage of the JDK does the work.
# usage: package.sh JDK LAUNCHER_ARGS VERSION PLACE [deb] [rpm]
#   LAUNCHER_ARGS  the file that says what java is given: options in its first line, -cp "JARS" in the second
#   PLACE          gets regista/ (the program) and the installers
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
jdk=$1 launcher=$2 version=${3%-SNAPSHOT} place=$4
shift 4
image=$place/regista
made=2026-01-01T00:00:00Z   # of all jars: the cache for quick starts holds for jars of that time only
demo=(brain_longitudinal_ms/patient01/study{1,2}_FLAIR.nii.gz body_ct_mr_pet/sts032/{mr_t1,ct,pet_suv}.nii.gz)

rm -rf "$place"
mkdir -p "$place/input/demo"
mapfile -t arguments <"$launcher"
jars=${arguments[1]#-cp \"}
tr : '\n' <<<"${jars%\"}" | xargs -d '\n' cp -p -t "$place/input"
for file in "${demo[@]}"; do
  mkdir -p "$place/input/demo/$(dirname "$file")"
  cp -p "$here/../test-data/$file" "$place/input/demo/$file"
done
for folder in brain_longitudinal_ms body_ct_mr_pet; do
  cp -p "$here/../test-data/$folder"/{README.md,LICENSE*} "$place/input/demo/$folder/"
done
cp -p "$here/../LICENSE" "$here/../NOTICE" "$place/input/"
cp -p "$here/../app/target/regista-sbom.json" "$place/input/"
convert -background none -resize 256x256 "$here/regista.svg" "$place/regista.png"

"$jdk/bin/jpackage" --type app-image --name regista --app-version "$version" --dest "$place" --input "$place/input" \
  --main-jar "$(basename "${jars%%:*}")" --main-class org.regista.app.Main --icon "$place/regista.png" \
  --jlink-options "--strip-debug --no-man-pages --no-header-files" \
  --java-options "${arguments[0]} -Xlog:disable -Xlog:all=warning:stderr -Xlog:cds*=off:stderr -Xlog:aot*=off:stderr" \
  --java-options '-Dregista.demo=$APPDIR/demo'   # bin/java stays: workers are started with it

find "$image/lib/app" -name '*.jar' -exec touch -d "$made" {} +

# What a JVM needs not look for again (JEP 483, 515), learnt from the demo.
if JAVA_TOOL_OPTIONS="-XX:AOTCacheOutput=$image/lib/app/regista.aot" \
  "$image/bin/regista" demo --out "$place/training" >"$place/training.log" 2>&1 && [[ -s $image/lib/app/regista.aot ]]; then
  printf 'java-options=-XX:AOTCache=$APPDIR/regista.aot\n' >>"$image/lib/app/regista.cfg"
else
  echo "The cache for quick starts was not made, so commands start slower; see $place/training.log" >&2
fi
rm -rf "$place/input" "$place/training" "$image/lib/app/regista.aot.config"

for type in "$@"; do
  "$jdk/bin/jpackage" --type "$type" --name regista --app-version "$version" --dest "$place" --app-image "$image" \
    --resource-dir "$here/linux" --license-file "$here/../LICENSE" --vendor "Regista" --linux-shortcut \
    --description "Registers and fuses medical images" --linux-app-category science --linux-menu-group Science \
    --file-associations "$here/associations/nifti.properties" --file-associations "$here/associations/dicom.properties" \
    --linux-package-deps "$([[ $type == deb ]] &&
      echo 'libgtk-3-0 | libgtk-3-0t64, libgl1, libxtst6, libxxf86vm1, libpangoft2-1.0-0, fontconfig' ||
      echo 'gtk3, libglvnd-glx, libXtst, libXxf86vm, pango, fontconfig')"
done
