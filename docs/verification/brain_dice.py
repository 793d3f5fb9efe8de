"""Dice of our diffeomorphic registration against greedy on labelled brains of different people.

Data: brain_t1_labels (CC BY-NC: read from the shared folder, never copied into the repository).
Both sides start from the same files and the same linear transform; everything is run and measured by the scripts of
docs/benchmarks, of which this is the part with a verdict.

usage: brain_dice.py [PAIRS]      PAIRS: how many of the listed ordered pairs, default 8
"""

import sys

from common import OUT, verdict
from peer_cases import brain_cases, common_affine
from peer_tools import Greedy, Regista
from peers import run, run_folder


def main():
    place = OUT / "brain_dice"
    lines = []
    for case in brain_cases(int(sys.argv[1]) if len(sys.argv) > 1 else 8, place / "images"):
        affine = common_affine(case, "greedy", place / "affine")
        ours, theirs = (run(tool, case, affine, run_folder(place / "runs", tool, case, affine), 1)
                        for tool in (Regista("regista", "mri-brains"), Greedy("greedy")))
        dice, other = (record["measures"]["dice"]["mean"] for record in (ours, theirs))
        folds = ours["measures"]["digital_non_positive_voxels"]
        print(f"{case.name}: Dice ours {dice:.4f}, greedy {other:.4f}, gain {dice - other:+.4f}; "
              f"CPU s {ours['cpu_s']:.1f}, {theirs['cpu_s']:.1f}", flush=True)
        lines.append((f"{case.name}: Dice {dice:.4f} >= greedy {other:.4f}, {folds} folded", dice >= other and folds == 0))
    verdict(lines)


if __name__ == "__main__":
    main()
