#!/usr/bin/env bash
# Screenshots of the workstation with three real results and a DICOM series, on a screen of its own, into
# out/verification/screenshots. Each must look like its picture in docs/images, which a person has judged:
# root-mean-square difference below 0.02 of the range (the date on the badge and the last bits of a
# registration may differ). After a wanted change look at the new ones, then copy them there.
# Called by ./run verify screenshots, which installs what this needs.
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
OUT=$ROOT/out/verification/screenshots
DATA=$ROOT/test-data
MS=$DATA/brain_longitudinal_ms/patient01
LEG=$DATA/body_ct_mr_pet/sts032
MOST_DIFFERENT=0.02
SIZE=1366x768
failed=0

register() { "$ROOT/run" register --preset "$1" --fixed "$2" --moving "$3" --out "$OUT/$1" --force >"$OUT/$1.log" 2>&1; }

# Waits until the window shows a case, whose name then stands in its title.
open_window() {
  rm -rf "$OUT/work" # ended windows would be offered again
  "$ROOT/run" app --work "$OUT/work" "$@" >"$OUT/app.log" 2>&1 &
  app=$!
  for ((seconds = 0; seconds < 120; seconds++)); do
    if xdotool search --name '⟷.*Regista' >/dev/null 2>&1; then
      sleep 5
      return
    fi
    sleep 1
  done
  echo "No window with a case after 120 s; see $OUT/app.log"
  exit 1
}

close_window() {
  kill "$app" && wait "$app" || true
  app=
}

# "picture NAME": what the screen shows, and whether it is what was judged good.
picture() {
  local shown=$OUT/$1.png judged=$ROOT/docs/images/$1.png difference
  sleep 3
  # 64 levels a channel: a third of the bytes, and nothing that an eye would miss
  import -window root png:- | convert - -dither None -posterize 64 -define png:compression-level=9 "$shown"
  if [[ ! -r $judged ]]; then
    echo "$1: nothing to compare it with in docs/images"
    failed=1
    return
  fi
  difference=$(compare -metric RMSE "$shown" "$judged" null: 2>&1 | sed 's/.*(\(.*\))/\1/') || true
  echo "$1: differs by $difference"
  awk -v d="$difference" -v most=$MOST_DIFFERENT 'BEGIN { exit !(d < most) }' || failed=1
}

click() { xdotool mousemove "$1" "$2" sleep 0.3 click 1; }

mkdir -p "$OUT"
register mri-followup "$MS/study1_FLAIR.nii.gz" "$MS/study2_FLAIR.nii.gz"
register pet-mri "$LEG/mr_t1.nii.gz" "$LEG/pet_suv.nii.gz"
register ct-mri "$LEG/mr_t1.nii.gz" "$LEG/ct.nii.gz"

exec 3>"$OUT/display"
Xvfb -displayfd 3 -screen 0 ${SIZE}x24 -nolisten tcp >"$OUT/xvfb.log" 2>&1 &
screen=$!
app=
trap '[[ -z $app ]] || kill "$app"; kill "$screen"' EXIT
until [[ -s $OUT/display ]]; do sleep 0.1; done
DISPLAY=:$(<"$OUT/display")
export DISPLAY
unset WAYLAND_DISPLAY

open_window "$OUT/mri-followup"
click 384 420 # the lesion that is new in the second scan
xdotool key c
picture followup-checkerboard
xdotool key m m m m
picture followup-contrast
xdotool key b d
picture followup-grid
close_window

open_window "$OUT/pet-mri"
picture pet-mri-blend
close_window

open_window "$OUT/ct-mri"
xdotool key c
picture ct-mri-checkerboard
close_window

open_window "$LEG/mr_t1.nii.gz" "$DATA/dicom_series/sts032_pet"
picture dicom-pet-unregistered
close_window

[[ $failed == 0 ]] || { echo "Not as judged: look at $OUT"; exit 1; }
