"""Ours and FireANTs on one GPU and the same pairs of brains, in turn, in one run: Dice, folds, seconds.

usage: ./run bench fireants [--device N] [--pairs N] [--repeats N] [--preset NAME] [--python PATH] [--on-cpu]

PATH: a Python with FireANTs and a torch for the GPU (pip install fireants), apart because it wants an old SimpleITK;
default: $FIREANTS_PYTHON. Both start from the same linear transform. Says NOT RUN, and why, and exits with 3 where
there is no NVIDIA GPU, no FireANTs, or the two would not compute on the same device. --on-cpu tries the script
without a GPU: ours on the first OpenCL device, FireANTs, if PATH is given, on the processor; its seconds mean nothing.
Data: brain_t1_labels (CC BY-NC: read from the shared folder, never copied into the repository).
"""

import argparse
import json
import os
import pathlib
import re
import statistics
import subprocess
import sys

import numpy as np

from common import OUT, ROOT
from peer_cases import brain_cases, common_affine
from peer_maps import Map, displacement
from peer_measures import measure
from peer_tools import Regista

PLACE = OUT.parent / "bench" / "fireants"
LEAST_FASTER = 5


class NotRun(Exception):
    """Why there is nothing to compare."""


def options(words=None):
    parser = argparse.ArgumentParser(prog="./run bench fireants", description=__doc__.splitlines()[0])
    parser.add_argument("--device", type=int, default=0, help="number of the GPU for OpenCL (regista info --devices)")
    parser.add_argument("--pairs", type=int, default=2)
    parser.add_argument("--repeats", type=int, default=5, help="runs of each, in turn; medians are shown")
    parser.add_argument("--preset", default="mri-brains")
    parser.add_argument("--python", default=os.environ.get("FIREANTS_PYTHON"), help="a Python with FireANTs")
    parser.add_argument("--on-cpu", action="store_true", help="try the script without a GPU")
    return parser.parse_args(words)


def gpu():
    """The name of the first NVIDIA GPU."""
    try:
        done = subprocess.run(["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"], capture_output=True,
                              text=True, check=False)
    except FileNotFoundError:
        raise NotRun("no NVIDIA GPU: there is no nvidia-smi") from None
    if done.returncode or not done.stdout.strip():
        raise NotRun(f"no NVIDIA GPU: nvidia-smi says '{(done.stdout + done.stderr).strip()}'")
    return done.stdout.splitlines()[0].strip()


def require_fireants(python, on_gpu):
    if not python:
        raise NotRun("no FireANTs: give --python or FIREANTS_PYTHON, a Python with 'pip install fireants'")
    code = "import fireants, torch; print(torch.cuda.is_available())"
    done = subprocess.run([python, "-c", code], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRun(f"'{python}' has no FireANTs: {done.stderr.strip().splitlines()[-1]}")
    if on_gpu and done.stdout.strip().splitlines()[-1] != "True":
        raise NotRun(f"torch of '{python}' does not see the GPU")


def ours(case, affine, backend, preset, folder):
    """Seconds of the iterations and of the process without reading and writing, and what the map is worth."""
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run([*map(str, Regista("ours", preset).command(case, affine, folder)), "--backend", backend],
                          capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRun(f"ours failed: {done.stderr.strip().splitlines()[-1]}")
    run = json.loads((folder / "result/registration.json").read_text())["run"]
    found = re.findall(r"iterations at [\d.]+ mm: ([\d.]+) s", done.stdout + done.stderr)
    return {"device": run["device"], "seconds": sum(map(float, found)), "whole": run["seconds"]}


def theirs(case, affine, device, python, folder):
    folder.mkdir(parents=True, exist_ok=True)
    np.savetxt(folder / "affine.txt", affine.matrix)
    script = pathlib.Path(__file__).with_name("fireants_run.py")
    done = subprocess.run([python, str(script), device, str(case.fixed), str(case.moving), str(folder / "affine.txt"),
                           str(folder)], capture_output=True, text=True, check=False)
    if done.returncode:
        raise NotRun(f"FireANTs failed: {done.stderr.strip().splitlines()[-1]}")
    run = json.loads((folder / "run.json").read_text())
    return {"device": run["device"], "seconds": run["seconds"][-1], "whole": run["seconds"][-1],
            "peak": run["peak_bytes"]}


def worth(case, forward):
    found = measure(case, forward, None)
    return found["dice"]["mean"], found["digital_non_positive_voxels"]


def shown(name, runs, dice, folds):
    seconds = statistics.median(r["seconds"] for r in runs)
    each = ", ".join(f"{r['seconds']:.3f}" for r in runs)
    whole = statistics.median(r["whole"] for r in runs)
    print(f"  {name}: Dice {dice:.4f}, {folds} folded, optimisation {seconds:.3f} s ({each}), whole {whole:.3f} s, "
          f"on {runs[-1]['device']}", flush=True)
    return seconds


def compare(case, chosen, name):
    affine = common_affine(case, "ours", PLACE / "affine")
    backend, device = ("opencl", "cpu") if chosen.on_cpu else (f"opencl:{chosen.device}", "cuda:0")
    place = PLACE / case.name
    our_runs, their_runs = [], []
    for _ in range(chosen.repeats):
        our_runs.append(ours(case, affine, backend, chosen.preset, place / "ours"))
        if name and name not in our_runs[-1]["device"]:
            raise NotRun(f"ours computes on {our_runs[-1]['device']}, FireANTs on {name}; choose with --device")
        if chosen.python:
            their_runs.append(theirs(case, affine, device, chosen.python, place / "fireants"))
    print(case.name)
    dice, folds = worth(case, Regista("ours", chosen.preset).maps(case, affine, place / "ours")[0])
    seconds = shown("ours", our_runs, dice, folds)
    if not their_runs:
        print("  FireANTs: NOT RUN, no --python")
        return None
    other, their_folds = worth(case, Map(*displacement(place / "fireants/warp.nii.gz")))
    factor = shown("FireANTs", their_runs, other, their_folds) / seconds
    holds = dice >= other and folds == 0 and factor >= LEAST_FASTER
    print(f"  {'PASS' if holds else 'FAIL'}: Dice {dice - other:+.4f}, {factor:.1f} times faster (at least {LEAST_FASTER})")
    return holds


def main():
    chosen = options()
    try:
        name = None if chosen.on_cpu else gpu()
        if chosen.python or not chosen.on_cpu:
            require_fireants(chosen.python, not chosen.on_cpu)
        held = [compare(case, chosen, name) for case in brain_cases(chosen.pairs, PLACE / "images")]
    except NotRun as reason:
        print(f"NOT RUN: {reason}")
        sys.exit(3)
    if chosen.on_cpu:
        print("NOT RUN on a GPU: --on-cpu was given; the seconds above say nothing about one")
        sys.exit(3)
    sys.exit(0 if all(held) else 1)


if __name__ == "__main__":
    main()
