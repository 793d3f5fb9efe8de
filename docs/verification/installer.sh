#!/usr/bin/env bash
# Installs the .deb on a Debian that has nothing else, not even a JDK, and uses it there: version, demo, window.
# Needs root, debootstrap, and a Debian mirror. usage: ./run verify installer [SUITE]     default: that of this machine
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
suite=${1:-$(. /etc/os-release && echo "$VERSION_CODENAME")}
place=$root/out/verification/installer
clean=$place/$suite
mirror=$(apt-cache policy | sed -n "s#^ *[0-9]* \(http[^ ]*\) $suite/main.*#\1#p" | head -n 1)

"$root/run" package deb
deb=$(ls "$root"/out/package/*.deb)
rm -rf --one-file-system "$clean"
mkdir -p "$place"
debootstrap --variant=minbase --no-check-gpg "$suite" "$clean" "$mirror" >"$place/debootstrap.log"
for file in /etc/apt/sources.list /etc/apt/sources.list.d /etc/apt/apt.conf.d /etc/resolv.conf; do
  [[ ! -e $file ]] || cp -rT "$file" "$clean$file"
done
cp "$deb" "$clean/root/regista.deb"
cat >"$clean/root/try.sh" <<'TRY'
set -e
export DEBIAN_FRONTEND=noninteractive HOME=/root
cd
apt-get update -qq
apt-get install -y -qq --no-install-recommends ./regista.deb >install.log 2>&1 || { cat install.log; exit 1; }
command -v java && { echo "there is a java already"; exit 1; }
regista --version
regista demo --out demo | grep -E '^(===|verdict)'
ls demo/*/fused.png
ls /usr/share/applications/*regista*
apt-get install -y -qq --no-install-recommends xvfb xauth imagemagick >x.log 2>&1
Xvfb :77 -screen 0 1366x768x24 >/dev/null 2>&1 &
export DISPLAY=:77
sleep 2
regista app demo/mri-followup >app.log 2>&1 &
app=$!
sleep 15
kill -0 $app || { cat app.log; exit 1; }
import -window root window.png
kill $app
wait $app || true
apt-get remove -y -qq regista >/dev/null 2>&1
[ ! -e /usr/local/bin/regista ] && [ ! -e /opt/regista ]
TRY
mount -t proc proc "$clean/proc"
trap 'umount "$clean/proc"' EXIT
chroot "$clean" bash /root/try.sh
cp "$clean/root/window.png" "$place/window-$suite.png"
colours=$(identify -format %k "$place/window-$suite.png")
((colours > 500)) || { echo "the window shows only $colours colours"; exit 1; }
echo "holds: installed on a bare Debian $suite, demo and window (look at $place/window-$suite.png)"
