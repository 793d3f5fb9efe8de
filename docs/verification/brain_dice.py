"""Dice of our diffeomorphic registration against greedy on labelled brains of different people.

Data: brain_t1_labels (CC BY-NC: read from the shared folder, never copied into the repository).
Both sides start from the same files with their own affine stage; labels are warped by nearest label;
Dice is the mean over all labels present in either image, computed here with numpy.

usage: brain_dice.py [PAIRS]      PAIRS: how many of the listed ordered pairs, default 8
"""

import os
import subprocess
import sys
import time

import nibabel
import numpy as np

from common import OUT, SHARED, need, quality, regista, verdict

PAIRS = [(1000, 1001), (1001, 1007), (1006, 1000), (1007, 1006), (1003, 1001), (1000, 1003), (1007, 1000), (1001, 1006)]
DATA = SHARED / "brain_t1_labels"
GREEDY = [sys.executable, "-c", "import sys, picsl_greedy; picsl_greedy.Greedy3D().execute(' '.join(sys.argv[1:]))"]


def dice(fixed_labels, warped_labels):
    a = np.asarray(nibabel.load(fixed_labels).dataobj).astype(np.int32)
    b = np.asarray(nibabel.load(warped_labels).dataobj).astype(np.int32)
    top = max(a.max(), b.max()) + 1
    in_a, in_b = np.bincount(a.ravel(), minlength=top), np.bincount(b.ravel(), minlength=top)
    both = np.bincount(a[a == b].ravel(), minlength=top)
    present = [label for label in range(1, top) if in_a[label] + in_b[label] > 0]
    return float(np.mean([2 * both[label] / (in_a[label] + in_b[label]) for label in present]))


def timed(command):
    start = os.times()
    subprocess.run([*map(str, command)], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    end = os.times()
    return end.children_user - start.children_user + end.children_system - start.children_system


def run_greedy(f, m, folder):
    """Its own affine, then NCC 2x2x2, 100x50x10 in its default precision; (Dice, CPU seconds)."""
    folder.mkdir(parents=True, exist_ok=True)
    result, cpu = folder / "labels.nii.gz", folder / "cpu.txt"
    if not result.exists():
        images = ["-i", DATA / f"sub{f}_t1.nii.gz", DATA / f"sub{m}_t1.nii.gz"]
        base = [*GREEDY, "-d", 3, "-threads", 2, *images, "-m", "NCC", "2x2x2", "-n", "100x50x10"]
        seconds = timed([*base, "-a", "-dof", 12, "-ia-image-centers", "-o", folder / "affine.mat"])
        seconds += timed([*base, "-it", folder / "affine.mat", "-o", folder / "warp.nii.gz"])
        cpu.write_text(str(seconds))
        timed([*GREEDY, "-d", 3, "-rf", images[1], "-ri", "NN", "-rm", DATA / f"sub{m}_labels.nii.gz", result,
               "-r", folder / "warp.nii.gz", folder / "affine.mat"])
    return dice(DATA / f"sub{f}_labels.nii.gz", result), float(cpu.read_text())


def run_ours(f, m, folder):
    start = time.monotonic()
    cpu = timed(["./run", "register", "--fixed", DATA / f"sub{f}_t1.nii.gz", "--moving", DATA / f"sub{m}_t1.nii.gz",
                 "--preset", "mri-followup", "--init", "search", "--out", folder, "--force"])
    wall = time.monotonic() - start
    regista("apply", "--registration", folder, "--in", DATA / f"sub{m}_labels.nii.gz", "--interpolation", "nearest",
            "--out", folder / "labels.nii.gz")
    return dice(DATA / f"sub{f}_labels.nii.gz", folder / "labels.nii.gz"), cpu, wall, quality(folder)


def main():
    need(DATA)
    os.chdir(OUT.parents[1])
    pairs = PAIRS[: int(sys.argv[1])] if len(sys.argv) > 1 else PAIRS
    lines = []
    print("fixed moving | Dice ours  greedy  gain | CPU s ours (whole process)  greedy | wall s ours | Jacobian of ours")
    for f, m in pairs:
        theirs, their_cpu = run_greedy(f, m, OUT / "greedy" / f"{f}_{m}")
        ours, cpu, wall, record = run_ours(f, m, OUT / "brain" / f"{f}_{m}")
        jacobian = record["quality"]["jacobian"]
        folds = jacobian["nonPositiveCells"] + jacobian["centralNonPositive"]
        print(f"{f} {m} | {ours:.4f} {theirs:.4f} {ours - theirs:+.4f} | {cpu:.1f} {their_cpu:.1f} | {wall:.1f} | "
              f"min {jacobian['min']:.3f} non-positive {folds}", flush=True)
        lines.append((f"{f} <- {m}: Dice {ours:.4f} >= greedy {theirs:.4f}, {folds} non-positive", ours >= theirs and folds == 0))
    verdict(lines)


if __name__ == "__main__":
    main()
