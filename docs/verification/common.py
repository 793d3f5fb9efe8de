"""What the verification scripts share: where things are, running the program, reading its results.

The scripts see the program from outside, as its users do: they call ./run and read the files it writes
with nibabel and SimpleITK, never with our own code.
"""

import glob
import json
import os
import pathlib
import re
import subprocess
import sys
import time

import nibabel
import numpy as np
import SimpleITK as sitk

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHARED = ROOT.parent / "shared" / "data"
OUT = ROOT / "out" / "verification"

RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


def regista(*arguments, check=True):
    """Runs the program; returns (exit code, standard output, wall seconds)."""
    start = time.monotonic()
    done = subprocess.run(
        [str(ROOT / "run"), *map(str, arguments)], capture_output=True, text=True, check=False
    )
    if check and done.returncode != 0:
        sys.exit(f"./run {' '.join(map(str, arguments))}\nexit {done.returncode}\n{done.stderr[-3000:]}")
    return done.returncode, done.stdout, time.monotonic() - start


MEASURE = """
import json, os, resource, subprocess, sys, time
start = time.monotonic()
code = subprocess.run(sys.argv[2:], stdout=sys.stderr).returncode
used = resource.getrusage(resource.RUSAGE_CHILDREN)
peak = used.ru_maxrss / (1024 if sys.platform != "darwin" else 1024 ** 2)
json.dump({"code": code, "wall_s": time.monotonic() - start, "cpu_s": used.ru_utime + used.ru_stime, "peak_mb": peak},
          open(sys.argv[1], "w"))
"""


def measured(command, folder, environment=None):
    """Runs a command, its output in folder/log.txt; {code, wall_s, cpu_s, peak_mb: of its largest process}.

    A small process of its own starts the command, since a process counts the memory of the one it was forked from.
    """
    report = folder / "time.json"
    with open(folder / "log.txt", "w", encoding="utf-8") as log:
        subprocess.run([sys.executable, "-c", MEASURE, str(report), *map(str, command)], stdout=log, stderr=log,
                       env=environment, check=True)
    return json.loads(report.read_text())


def engine_class_path():
    jars = pathlib.Path.home() / ".m2/repository"
    wanted = ["org/aoju/bus-core", "org/aoju/bus-logger", "org/slf4j/slf4j-api", "org/slf4j/slf4j-simple",
              "org/scijava/scijava-common"]
    found = [max(glob.glob(str(jars / w / "*" / "*.jar"))) for w in wanted]
    built = ["registration-engine/target/classes", "registration-engine/dcm4che/target/classes"]
    return os.pathsep.join([*(str(need(ROOT / b)) for b in built), *found])


def engine(source, *arguments):
    """Runs a Java source of this folder on the engine's classes; the lines it prints, split at tabs.

    Needs a build (mvn test-compile) and a JDK 25 (JAVA_HOME, else `java`)."""
    java = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    done = subprocess.run(
        [java, "--enable-native-access=ALL-UNNAMED", "-cp", engine_class_path(),
         str(ROOT / "docs/verification" / source), *map(str, arguments)],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr[-3000:])
    return [line.split("\t") for line in done.stdout.splitlines()]


def program(source, *arguments):
    """Compiles a Java source of this folder and runs it on the whole program, native kernels and all; lines split at tabs."""
    regista("info", "--devices")  # builds what has changed
    home = pathlib.Path(os.environ["JAVA_HOME"], "bin") if "JAVA_HOME" in os.environ else pathlib.Path()
    class_path = re.search(r'-cp "([^"]*)"', need(ROOT / "app/target/run/launcher.args").read_text())[1]
    classes = OUT / "classes"
    subprocess.run([home / "javac", "-proc:none", "-d", classes, "-cp", class_path, ROOT / "docs/verification" / source],
                   check=True)
    done = subprocess.run(
        [home / "java", "--enable-native-access=ALL-UNNAMED", "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
         "-cp", f"{classes}{os.pathsep}{class_path}", pathlib.Path(source).stem, *map(str, arguments)],
        capture_output=True, text=True, check=False)
    if done.returncode != 0:
        sys.exit(done.stderr[-3000:])
    return [line.split("\t") for line in done.stdout.splitlines()]


def corners_mm(a, b, shape):
    """Largest distance between the corners of two grids of one shape (k, j, i), given as 4x4 matrices."""
    index = np.array([[i, j, k, 1] for i in (0, shape[2] - 1) for j in (0, shape[1] - 1)
                      for k in (0, shape[0] - 1)]).T
    return np.linalg.norm(((a - b) @ index)[:3], axis=0).max()


def need(path):
    """The path, or an honest end: these checks are nothing without their data."""
    if not path.exists():
        sys.exit(f"NOT RUN: {path} is not there; this check needs the shared data beside the checkout")
    return path


def lps_affine(image):
    """Voxel index to LPS mm of a nibabel image."""
    return RAS_TO_LPS @ image.affine


def foreground_points(image, count, seed=1):
    """LPS mm of randomly drawn voxels above the mean intensity: tissue, not air."""
    data = np.asarray(image.dataobj, dtype=np.float32)
    index = np.argwhere(data > data.mean())
    chosen = index[np.random.default_rng(seed).choice(len(index), size=min(count, len(index)), replace=False)]
    return (lps_affine(image) @ np.c_[chosen, np.ones(len(chosen))].T).T[:, :3]


def linear_transform(folder):
    return sitk.ReadTransform(str(folder / "linear.tfm"))


def total_transform(folder):
    """Fixed to moving as SimpleITK composes it from the files: first the field, then the linear part."""
    field_file = folder / "displacement.nii.gz"
    total = sitk.CompositeTransform(3)
    total.AddTransform(linear_transform(folder))  # a composite applies the last added first
    if field_file.exists():
        field = sitk.ReadImage(str(field_file), sitk.sitkVectorFloat64)
        total.AddTransform(sitk.DisplacementFieldTransform(field))
    return total


def inverse_transform(folder):
    """Moving to fixed: first the inverse of the linear part, then the inverse field."""
    field_file = folder / "inverse_displacement.nii.gz"
    total = sitk.CompositeTransform(3)
    if field_file.exists():
        field = sitk.ReadImage(str(field_file), sitk.sitkVectorFloat64)
        total.AddTransform(sitk.DisplacementFieldTransform(field))
    total.AddTransform(linear_transform(folder).GetInverse())
    return total


def apply(transform, points):
    return np.array([transform.TransformPoint(tuple(map(float, p))) for p in points])


def quality(folder):
    return json.loads((folder / "registration.json").read_text())


def write_points(path, points):
    path.parent.mkdir(parents=True, exist_ok=True)
    np.savetxt(path, points, delimiter=",", header="x,y,z", comments="", fmt="%.17g")


def read_points(path):
    return np.loadtxt(path, delimiter=",", skiprows=1, usecols=(0, 1, 2), ndmin=2)


def save_moved(source, destination, lps_pose):
    """The same voxels with a header that places them by `lps_pose` elsewhere in LPS: an exact motion."""
    image = nibabel.load(source)
    affine = RAS_TO_LPS @ lps_pose @ RAS_TO_LPS @ image.affine
    moved = nibabel.Nifti1Image(np.asanyarray(image.dataobj), affine)
    moved.set_sform(affine, 1)
    moved.set_qform(affine, 1)
    destination.parent.mkdir(parents=True, exist_ok=True)
    nibabel.save(moved, destination)


def rigid_pose(rng, max_mm, max_degrees, centre):
    """A random rigid motion about `centre`: each angle and shift uniform in its range."""
    a, b, c = np.radians(rng.uniform(-max_degrees, max_degrees, 3))
    rx = np.array([[1, 0, 0], [0, np.cos(a), -np.sin(a)], [0, np.sin(a), np.cos(a)]])
    ry = np.array([[np.cos(b), 0, np.sin(b)], [0, 1, 0], [-np.sin(b), 0, np.cos(b)]])
    rz = np.array([[np.cos(c), -np.sin(c), 0], [np.sin(c), np.cos(c), 0], [0, 0, 1]])
    pose = np.eye(4)
    pose[:3, :3] = rz @ ry @ rx
    pose[:3, 3] = centre - pose[:3, :3] @ centre + rng.uniform(-max_mm, max_mm, 3)
    return pose


def verdict(lines):
    """Prints each (text, holds) and exits non-zero if one does not hold."""
    for text, holds in lines:
        print(("PASS  " if holds else "FAIL  ") + text)
    sys.exit(0 if all(holds for _, holds in lines) else 1)
