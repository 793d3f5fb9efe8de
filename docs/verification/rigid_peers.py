"""Rigid registration by mutual information: ours against elastix, NiftyReg's reg_aladin and greedy.

usage: rigid_peers.py [--repeats N] [PAIR...]

Each pair is displaced by a known, moderate motion (within 15 mm and 10 degrees per axis) and given to every program
that is on PATH (or named by REGISTA_ELASTIX, REGISTA_REG_ALADIN, REGISTA_GREEDY), in turn, with 2 threads and
uncompressed float files. Missing programs are named. Printed: mean distance from the reference, wall and CPU seconds of
the process, and of the registration alone (ours: without files and report; the peers': the process, but elastix' wall
from its log), as medians over the repeats, and their ratios to ours. Ours is told twice: the registration of that
process, by its log (cold), and the median of the second to sixth registration in one JVM (warm), as in a batch or the
workstation.
"""

import argparse
import json
import os
import re
import resource
import shutil
import subprocess
import sys
import time

import nibabel
import numpy as np

from common import (OUT, RAS_TO_LPS, ROOT, SHARED, apply, foreground_points, linear_transform, need, program, regista,
                    rigid_pose, verdict)
from recovery import overlapping_points

HERE = OUT / "rigid_peers"
FASTER = 3
ELASTIX = """(FixedInternalImagePixelType "float") (MovingInternalImagePixelType "float")
(FixedImageDimension 3) (MovingImageDimension 3) (UseDirectionCosines "true")
(Registration "MultiResolutionRegistration") (Interpolator "LinearInterpolator")
(ResampleInterpolator "FinalBSplineInterpolator") (FinalBSplineInterpolationOrder 1) (Resampler "DefaultResampler")
(FixedImagePyramid "FixedSmoothingImagePyramid") (MovingImagePyramid "MovingSmoothingImagePyramid")
(Optimizer "AdaptiveStochasticGradientDescent") (Transform "EulerTransform")
(Metric "AdvancedMattesMutualInformation") (NumberOfHistogramBins 32) (NumberOfResolutions 3)
(AutomaticScalesEstimation "true") (AutomaticTransformInitialization "true") (HowToCombineTransforms "Compose")
(MaximumNumberOfIterations 250) (NumberOfSpatialSamples 2048) (NewSamplesEveryIteration "true")
(ImageSampler "RandomCoordinate") (FixedImageBSplineInterpolationOrder 1) (DefaultPixelValue 0)
(WriteResultImage "false") (WriteTransformParametersEachResolution "false")
"""


def pairs():
    """Name, fixed, moving, preset of ours, reference (fixed to moving; None: the median of what all programs find)."""
    for patient in ("sts010", "sts032", "sts047"):
        source = SHARED / "body_ct_mr_pet" / patient
        yield f"{patient}_ct", source / "mr_t1.nii.gz", source / "ct.nii.gz", "ct-mri", np.eye(4)
        yield f"{patient}_pet", source / "mr_t1.nii.gz", source / "pet_suv.nii.gz", "pet-mri", np.eye(4)
    for subject in (1000, 1006):
        pets = SHARED / "simulated_brain_pet"
        truth = json.loads((pets / f"sub{subject}_truth.json").read_text())
        yield (f"head_pet{subject}", SHARED / "brain_t1_labels" / f"sub{subject}_t1.nii.gz",
               pets / f"sub{subject}_simpet.nii.gz", "pet-mri",
               RAS_TO_LPS @ np.array(truth["mr_to_pet_RAS_mm"]) @ RAS_TO_LPS)
    flair = SHARED / "brain_longitudinal_ms" / "patient01"
    yield "head_flair", flair / "study1_FLAIR.nii.gz", flair / "study2_FLAIR.nii.gz", "rigid", None
    yield "head_t1_flair", flair / "study1_T1W.nii.gz", flair / "study2_FLAIR.nii.gz", "rigid", None


def plain(source, destination, pose=None):
    """A copy as uncompressed float32, placed elsewhere in LPS by its header."""
    image = nibabel.load(need(source))
    affine = image.affine if pose is None else RAS_TO_LPS @ pose @ RAS_TO_LPS @ image.affine
    copy = nibabel.Nifti1Image(np.asarray(image.dataobj, dtype=np.float32), affine)
    copy.set_sform(affine, 1)
    copy.set_qform(affine, 1)
    nibabel.save(copy, destination)


def timed(command):
    """Wall and CPU seconds, and what was printed."""
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    done = subprocess.run([str(c) for c in command], capture_output=True, text=True, check=False,
                          env={**os.environ, "OMP_NUM_THREADS": "2", "ITK_GLOBAL_DEFAULT_NUMBER_OF_THREADS": "2"})
    wall, after = time.monotonic() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}\n{(done.stderr or done.stdout)[-2000:]}")
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime, done.stdout + done.stderr


def ours(fixed, moving, preset, place):
    folder = place / "ours"
    plan = HERE / "rigid.json" if preset == "rigid" else preset
    wall, cpu, log = timed([ROOT / "run", "register", "--fixed", fixed, "--moving", moving, "--preset", plan, "--threads", 2,
                            "--out", folder, "--force"])
    stages = np.array(re.findall(r"INFO StagedRegistrar - [^:]*: ([\d.]+) s, CPU ([\d.]+) s", log), dtype=float)
    identity = place / "identity.txt"
    np.savetxt(identity, np.tile(np.eye(4)[:3].reshape(1, 12), (6, 1)))
    alone = np.array([row[13:15] for row in program("RegisterPoses.java", fixed, moving, plan, identity, 2)], dtype=float)
    return apply_ours(folder), wall, cpu, *stages.sum(axis=0), *np.median(alone[1:], axis=0)


def apply_ours(folder):
    return lambda points: apply(linear_transform(folder), points)


def elastix(fixed, moving, _, place):
    folder = place / "elastix"
    folder.mkdir(parents=True, exist_ok=True)
    parameters = place / "elastix.txt"
    parameters.write_text(ELASTIX.replace(") (", ")\n("))
    wall, cpu, log = timed([PROGRAMS["elastix"][0], "-threads", 2, "-f", fixed, "-m", moving, "-p", parameters, "-out", folder])
    text = (folder / "TransformParameters.0.txt").read_text()
    numbers = lambda key: np.array(re.search(rf"\({key} ([^)]*)\)", text)[1].split(), dtype=float)
    (a, b, c, *shift), centre = numbers("TransformParameters"), numbers("CenterOfRotationPoint")
    rx = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    ry = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    turn = rz @ ry @ rx if "(ComputeZYX \"true\")" in text else rz @ rx @ ry
    steps = re.search(r"Total time elapsed: ([\d.]+) ?(ms|s)", log)
    alone = float(steps[1]) / (1000 if steps[2] == "ms" else 1) if steps else wall
    return (lambda points: (points - centre) @ turn.T + centre + shift), wall, cpu, alone, cpu, alone, cpu


def aladin(fixed, moving, _, place):
    matrix = place / "aladin.txt"
    wall, cpu, _ = timed([PROGRAMS["reg_aladin"][0], "-ref", fixed, "-flo", moving, "-rigOnly", "-omp", 2, "-aff", matrix,
                          "-res", place / "aladin.nii"])
    lps = RAS_TO_LPS @ np.loadtxt(matrix) @ RAS_TO_LPS
    return (lambda points: (lps @ np.c_[points, np.ones(len(points))].T).T[:, :3]), wall, cpu, wall, cpu, wall, cpu


def greedy(fixed, moving, _, place):
    matrix = place / "greedy.mat"
    wall, cpu, _ = timed([PROGRAMS["greedy"][0], "-d", 3, "-threads", 2, "-a", "-dof", 6, "-ia-image-centers", "-m", "NMI",
                          "-n", "100x50x10", "-i", fixed, moving, "-o", matrix])
    lps = RAS_TO_LPS @ np.loadtxt(matrix) @ RAS_TO_LPS
    return (lambda points: (lps @ np.c_[points, np.ones(len(points))].T).T[:, :3]), wall, cpu, wall, cpu, wall, cpu


PROGRAMS = {"ours": (str(ROOT / "run"), ours),
            "elastix": (os.environ.get("REGISTA_ELASTIX") or shutil.which("elastix"), elastix),
            "reg_aladin": (os.environ.get("REGISTA_REG_ALADIN") or shutil.which("reg_aladin"), aladin),
            "greedy": (os.environ.get("REGISTA_GREEDY") or shutil.which("greedy"), greedy)}


def compare(name, fixed, moving, preset, reference, repeats):
    place = HERE / name
    place.mkdir(parents=True, exist_ok=True)
    images = nibabel.load(fixed), nibabel.load(moving)
    points = foreground_points(images[0], 4000) if "pet1" in name else overlapping_points(*images)
    pose = rigid_pose(np.random.default_rng(41), 15, 10, points.mean(axis=0))
    plain(fixed, place / "fixed.nii")
    plain(moving, place / "moving.nii", pose)
    rows = {program: [] for program, (path, _) in PROGRAMS.items() if path}
    places = {}
    for _ in range(repeats):
        for which in rows:
            found, *seconds = PROGRAMS[which][1](place / "fixed.nii", place / "moving.nii", preset, place)
            places[which] = found(points)
            rows[which].append(seconds)
    truth = (np.median(list(places.values()), axis=0) if reference is None
             else (pose @ reference @ np.c_[points, np.ones(len(points))].T).T[:, :3])
    start = np.linalg.norm(points - truth, axis=1).mean()
    seconds = {which: np.median(values, axis=0) for which, values in rows.items()}
    for which in rows:
        error = np.linalg.norm(places[which] - truth, axis=1).mean()
        wall, cpu, alone, alone_cpu, warm, warm_cpu = seconds[which]
        ratio = seconds[which] / seconds["ours"]
        print(f"{name:14} {which:10} {error:6.2f} mm (start {start:4.1f})  process {wall:6.2f} s wall {cpu:6.2f} s CPU "
              f"(x{ratio[0]:.1f}, x{ratio[1]:.1f})  registration {alone:6.2f} s wall {alone_cpu:6.2f} s CPU "
              f"(cold x{ratio[2]:.1f}, x{ratio[3]:.1f}; warm x{ratio[4]:.1f}, x{ratio[5]:.1f})"
              + (f", warm {warm:.2f} s wall {warm_cpu:.2f} s CPU" if which == "ours" else ""), flush=True)
        yield which, error, *ratio


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("pairs", nargs="*")
    chosen = parser.parse_args()
    HERE.mkdir(parents=True, exist_ok=True)
    plan = json.loads((ROOT / "registration-engine/src/main/resources/org/regista/register/plan/presets/generic.json").read_text())
    plan["stages"] = plan["stages"][:1]
    (HERE / "rigid.json").write_text(json.dumps(plan))
    regista("info", "--devices")  # builds first
    for missing in (name for name, (path, _) in PROGRAMS.items() if not path):
        print(f"NOT INSTALLED: {missing}")
    table = [row for pair in pairs() if not chosen.pairs or pair[0] in chosen.pairs
             for row in compare(*pair, chosen.repeats)]
    mean = lambda which, column: np.mean([row[column] for row in table if row[0] == which])
    lines = []
    for which in ("elastix", "reg_aladin", "greedy"):
        if PROGRAMS[which][0]:
            ratios = [np.median([row[c] for row in table if row[0] == which]) for c in range(2, 8)]
            text = (f"{which}: mean error {mean(which, 1):.2f} mm, ours {mean('ours', 1):.2f}; median ratio to ours: process "
                    f"{ratios[0]:.1f} wall, {ratios[1]:.1f} CPU; registration cold {ratios[2]:.1f} wall, {ratios[3]:.1f} CPU, "
                    f"warm {ratios[4]:.1f} wall, {ratios[5]:.1f} CPU")
            lines.append((text, mean("ours", 1) <= mean(which, 1) and min(ratios[4:]) >= FASTER))
    verdict(lines)


if __name__ == "__main__":
    main()
