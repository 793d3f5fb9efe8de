#!/usr/bin/env bash
# Makes the .dmg. Needs JDK 25 in JAVA_HOME, Maven, CMake, Ninja, Xcode's compiler and librsvg.
# Not tried yet: no Mac was at hand. usage: package.sh, from the root of the repository
set -euo pipefail
mvn -B -ntp package -DskipTests
place=out/package
rm -rf "$place"
mkdir -p "$place/input/demo" "$place/regista.iconset"
{ read -r options; read -r jars; } <app/target/run/launcher.args
jars=${jars#-cp \"}
tr : '\n' <<<"${jars%\"}" | while read -r jar; do cp "$jar" "$place/input/"; done
cp -R test-data/brain_longitudinal_ms test-data/body_ct_mr_pet "$place/input/demo/"
cp LICENSE NOTICE "$place/input/"
for size in 16 32 128 256 512; do
  rsvg-convert -w "$size" installers/regista.svg -o "$place/regista.iconset/icon_${size}x${size}.png"
done
iconutil -c icns "$place/regista.iconset"
"$JAVA_HOME/bin/jpackage" --type dmg --name Regista --dest "$place" --input "$place/input" \
  --app-version "$(sed -n 's#.*<version>\(.*\)-SNAPSHOT</version>#\1#p' pom.xml | head -n 1 | sed 's/^0/1/')" \
  --main-jar "$(basename "${jars%%:*}")" --main-class org.regista.app.Main --icon "$place/regista.icns" \
  --license-file LICENSE --vendor Regista --jlink-options "--strip-debug --no-man-pages --no-header-files" \
  --java-options "$options" --java-options '-Dregista.demo=$APPDIR/demo' \
  --file-associations installers/associations/nifti.properties --file-associations installers/associations/dicom.properties
