# Makes the .msi. Needs JDK 25 in JAVA_HOME, Maven, CMake, Ninja, a C++20 compiler, ImageMagick and WiX on PATH.
# Not tried yet: no Windows machine was at hand. usage: package.ps1, from the root of the repository
$ErrorActionPreference = "Stop"
mvn -B -ntp package -DskipTests
$place = "out/package"
Remove-Item -Recurse -Force $place -ErrorAction Ignore
New-Item -ItemType Directory "$place/input/demo" | Out-Null
$arguments = Get-Content app/target/run/launcher.args
$jars = $arguments[1].Substring(5, $arguments[1].Length - 6).Split(";")
Copy-Item $jars "$place/input"
Copy-Item -Recurse test-data/brain_longitudinal_ms, test-data/body_ct_mr_pet "$place/input/demo"
Copy-Item LICENSE, NOTICE "$place/input"
magick -background none installers/regista.svg -resize 256x256 "$place/regista.ico"
& "$env:JAVA_HOME/bin/jpackage" --type msi --name Regista --app-version (Select-Xml -Path pom.xml -XPath "/*/*[local-name()='version']").Node.InnerText.Replace("-SNAPSHOT", "") `
  --dest $place --input "$place/input" --main-jar (Split-Path $jars[0] -Leaf) --main-class org.regista.app.Main `
  --icon "$place/regista.ico" --license-file LICENSE --vendor Regista --win-menu --win-shortcut --win-dir-chooser `
  --jlink-options "--strip-debug --no-man-pages --no-header-files" `
  --java-options $arguments[0] --java-options '-Dregista.demo=$APPDIR/demo' `
  --file-associations installers/associations/nifti.properties --file-associations installers/associations/dicom.properties
