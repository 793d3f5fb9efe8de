"""elastix as a second engine, from outside: results against transformix, five styles of parameter files, failures,
memory over many runs, runs side by side, and the library against the executables. Arguments: any of exactness, files,
failures, repeat, forms; all without.

Needs elastix and transformix (Debian package elastix) and, for exactness, the shared data beside the checkout. The
runs are in the form that the program prefers: the library where it was built in, else the executables.
"""

import hashlib
import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import nibabel
import numpy as np
import SimpleITK as sitk

from common import OUT, ROOT, SHARED, need, regista

PLACE = OUT / "elastix"
LEG = ROOT / "test-data/body_ct_mr_pet/sts032"
POINTS = 1000

COMMON = """(FixedInternalImagePixelType "float")
(MovingInternalImagePixelType "float")
(Optimizer "AdaptiveStochasticGradientDescent")
(ResampleInterpolator "FinalBSplineInterpolator")
(Resampler "DefaultResampler")
(FixedImagePyramid "FixedSmoothingImagePyramid")
(MovingImagePyramid "MovingSmoothingImagePyramid")
(Interpolator "BSplineInterpolator")
(BSplineInterpolationOrder 1)
(FinalBSplineInterpolationOrder 3)
(ImageSampler "RandomCoordinate")
(NewSamplesEveryIteration "true")
(NumberOfSpatialSamples 2048)
(NumberOfResolutions 2)
(MaximumNumberOfIterations 60)
(HowToCombineTransforms "Compose")
(DefaultPixelValue 0)
(WriteResultImage "true")
(ResultImagePixelType "short")
(ResultImageFormat "mhd")
"""
SINGLE = '(Registration "MultiResolutionRegistration")\n'
MULTI = '(Registration "MultiMetricMultiResolutionRegistration")\n'
MATTES = '(Metric "AdvancedMattesMutualInformation")\n(NumberOfHistogramBins 32)\n'
SPLINE = '(Transform "BSplineTransform")\n(FinalGridSpacingInPhysicalUnits 24)\n'
LINEAR = '(AutomaticScalesEstimation "true")\n(AutomaticTransformInitialization "true")\n'

# in the style of the parameter files that elastix's model zoo collects
STYLES = {
    "rigid": COMMON + SINGLE + MATTES + '(Transform "EulerTransform")\n' + LINEAR,
    "affine": COMMON + SINGLE + MATTES + '(Transform "AffineTransform")\n' + LINEAR,
    "bspline_mi": COMMON + SINGLE + MATTES + SPLINE,
    "bspline_ncc": COMMON + SINGLE + '(Metric "AdvancedNormalizedCorrelation")\n' + SPLINE,
    "multi_metric": COMMON + MULTI + '(Metric "AdvancedMattesMutualInformation" "TransformBendingEnergyPenalty")\n'
                    "(Metric0Weight 1)\n(Metric1Weight 50)\n" + SPLINE,
}


def fresh(name):
    folder = PLACE / name
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


def styles(folder, *names):
    files = []
    for name in names:
        files.append(folder / f"{name}.txt")
        files[-1].write_text(STYLES[name])
    return files


def transformix(result, last, points):
    """Where the kept TransformParameters file takes points, LPS mm."""
    place = pathlib.Path(tempfile.mkdtemp())
    (place / "points.txt").write_text(f"point\n{len(points)}\n" + "\n".join(" ".join(map(repr, map(float, p))) for p in points))
    subprocess.run(["transformix", "-def", place / "points.txt", "-tp", last, "-out", place], cwd=result, check=True,
                   stdout=subprocess.DEVNULL)
    found = re.findall(r"OutputPoint = \[ (\S+) (\S+) (\S+) \]", (place / "outputpoints.txt").read_text())
    shutil.rmtree(place)
    return np.array(found, dtype=float)


def ours(result, points):
    """The files of a result as SimpleITK reads them: x + u(x), then A."""
    chain = [sitk.ReadTransform(str(result / "linear.tfm"))]
    if (result / "displacement.nii.gz").exists():
        field = sitk.ReadImage(str(result / "displacement.nii.gz"), sitk.sitkVectorFloat64)
        chain.append(sitk.DisplacementFieldTransform(field))
    whole = sitk.CompositeTransform(chain)
    return np.array([whole.TransformPoint(tuple(map(float, p))) for p in points])


def oblique(path, out):
    """The same image, its grid turned by 25 degrees about an oblique axis."""
    image = nibabel.load(path)
    axis = np.array([0.5, 0.3, 0.81])
    axis /= np.linalg.norm(axis)
    k = np.array([[0, -axis[2], axis[1]], [axis[2], 0, -axis[0]], [-axis[1], axis[0], 0]])
    turn = np.eye(4)
    turn[:3, :3] = np.eye(3) + np.sin(0.44) * k + (1 - np.cos(0.44)) * k @ k
    turned = nibabel.Nifti1Image(np.asanyarray(image.dataobj), turn @ image.affine)
    turned.set_qform(None, 0)
    turned.set_sform(turn @ image.affine, 1)
    nibabel.save(turned, out)
    return out


def exactness():
    brain, lung = need(SHARED / "brain_t1_labels"), need(SHARED / "lung_ct_landmarks")
    folder = fresh("exactness")
    leg = [oblique(LEG / f"{n}.nii.gz", folder / f"{n}_oblique.nii.gz") for n in ("mr_t1", "ct")]
    pairs = {
        "brain_t1_labels": (brain / "sub1000_t1.nii.gz", brain / "sub1001_t1.nii.gz"),
        "body_ct_mr_pet (1x1x3.3 mm)": (LEG / "mr_t1.nii.gz", LEG / "ct.nii.gz"),
        "lung_ct_landmarks (2.7x2.7x5 mm)": (lung / "baseline_ct.nii.gz", lung / "followup_ct.nii.gz"),
        "body_ct_mr_pet, oblique": leg,
    }
    worst = 0
    for label, (fixed, moving) in pairs.items():
        for kinds in (["rigid"], ["affine"], ["affine", "bspline_mi"]):
            out = folder / re.sub(r"\W+", "_", label + kinds[-1])
            regista("register", "--engine", "elastix", "--fixed", fixed, "--moving", moving, "--out", out,
                    "--elastix-parameters", *styles(folder, *kinds))
            image = sitk.ReadImage(str(fixed))
            rng = np.random.default_rng(4)
            size = np.array(image.GetSize())
            voxels = [image.TransformIndexToPhysicalPoint([int(v) for v in rng.integers(0, size)]) for _ in range(POINTS)]
            last = f"TransformParameters.{len(kinds) - 1}.txt"
            mm = np.linalg.norm(ours(out, voxels) - transformix(out, last, voxels), axis=1)
            between = [image.TransformContinuousIndexToPhysicalPoint(rng.uniform(0, size - 1)) for _ in range(POINTS)]
            free = np.linalg.norm(ours(out, between) - transformix(out, last, between), axis=1)
            worst = max(worst, mm.max())
            print(f"{label:34s} {'+'.join(kinds):18s} {POINTS} voxel centres: at most {mm.max():.2e} mm;"
                  f" anywhere between: {free.max():.2e} mm", flush=True)
    print("HOLDS" if worst < 0.01 else "FAILS", f"our field is transformix's within 0.01 mm: {worst:.2e} mm")
    return worst < 0.01


def files():
    folder = fresh("files")
    accepted = True
    for name in STYLES:
        file = styles(folder, name)[0]
        before = file.read_bytes()
        code, text, _ = regista("register", "--engine", "elastix", "--fixed", LEG / "pet_suv.nii.gz", "--moving",
                                LEG / "mr_t1.nii.gz", "--out", folder / name, "--elastix-parameters", file, check=False)
        same = code == 0 and (folder / name / "Parameters.0.txt").read_bytes() == before == file.read_bytes()
        accepted &= same
        print(f"{name:14s} exit {code}, kept unchanged: {same}")
    odd = folder / "odd.txt"
    odd.write_text(STYLES["rigid"] + "(NumberOfResolution 4)\n(FinalGridSpacingInVoxels 8)\n")
    _, text, _ = regista("register", "--engine", "elastix", "--fixed", LEG / "pet_suv.nii.gz", "--moving",
                         LEG / "mr_t1.nii.gz", "--out", folder / "odd", "--elastix-parameters", odd)
    warned = "NumberOfResolution'" in text and "FinalGridSpacingInVoxels' is not used" in text
    print("HOLDS" if accepted and warned else "FAILS", f"five styles accepted: {accepted}; odd keys warned of: {warned}")
    return accepted and warned


def java_command():
    arguments = (ROOT / "app/target/run/launcher.args")
    return [pathlib.Path(os.environ.get("JAVA_HOME", "/usr")) / "bin/java", f"@{arguments}"]


def left(temporary):
    children = subprocess.run(["pgrep", "-f", str(temporary)], capture_output=True, text=True).stdout.split()
    return [p.name for p in temporary.iterdir()], children


class Failing:
    """Runs that must end with a message, the caller alive, nothing left behind."""

    def __init__(self, folder):
        self.folder = folder
        self.holds = True

    def run(self, label, more, interrupt=None, temporary=None, out=None):
        temporary = temporary or pathlib.Path(tempfile.mkdtemp(prefix="regista-verify-"))
        out = out or self.folder / "out"
        command = [*java_command()[:1], f"-Djava.io.tmpdir={temporary}", *java_command()[1:], "org.regista.app.Main", "register",
                   "--engine", "elastix", "--fixed", LEG / "pet_suv.nii.gz", "--out", out, *more]
        process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        if interrupt:
            interrupt(temporary, process)
        _, said = process.communicate(timeout=300)
        names, children = left(temporary)
        names = [n for n in names if n.startswith("regista-elastix") or n.startswith("regista.")]
        beside = [p.name for p in out.parent.glob("*out*")]
        good = process.returncode not in (0, 1) and not beside and not names and not children
        self.holds &= good
        reason = [line for line in said.splitlines() if line.startswith("regista:")]
        print(f"{'ok' if good else 'NOT OK':7s} {label:30s} exit {process.returncode}: {(reason or ['-'])[-1]}"
              + ("" if good else f" LEFT: {names} {children} {beside}"), flush=True)
        return temporary


def when_running(send):
    """Calls send with the child's number as soon as it runs."""
    def wait(temporary, process):
        while process.poll() is None:
            # [e]: the pattern must not find a shell that holds it
            found = subprocess.run(["pgrep", "-f", f"(elastix|[B]ridgeWorker) .*{temporary}"], capture_output=True, text=True,
                                   check=False).stdout.split()
            if found:
                time.sleep(0.3)
                send(int(found[0]), process)
                return
            time.sleep(0.05)
    return wait


def slow(folder):
    """A parameter file that takes long enough for something to happen meanwhile."""
    file = folder / "slow.txt"
    file.write_text(STYLES["bspline_mi"].replace("Iterations 60", "Iterations 20000"))
    return ["--moving", LEG / "mr_t1.nii.gz", "--elastix-parameters", file]


def failures():
    regista("info", "--engines")
    folder = fresh("failures")
    failing = Failing(folder)
    base = nibabel.load(LEG / "pet_suv.nii.gz")
    data = np.asanyarray(base.dataobj).astype(np.float32)
    constant = folder / "constant.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.full_like(data, 3), base.affine), constant)
    bad = folder / "nan.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.full_like(data, np.nan), base.affine), bad)
    far = base.affine.copy()
    far[:3, 3] += 5000
    away = folder / "away.nii.gz"
    nibabel.save(nibabel.Nifti1Image(data, far), away)
    empty = folder / "empty.nii.gz"
    nibabel.save(nibabel.Nifti1Image(np.zeros_like(data), base.affine), empty)
    zero = folder / "zero.txt"
    zero.write_text(STYLES["rigid"].replace("Samples 2048", "Samples 0"))
    mri = LEG / "mr_t1.nii.gz"
    cases = {
        "constant image": ["--moving", constant],
        "NaN": ["--moving", bad],
        "no overlap": ["--moving", away, "--init", "header"],
        "empty mask": ["--moving", mri, "--fixed-mask", empty],
        "0 samples": ["--moving", mri, "--elastix-parameters", zero],
    }
    for label, more in cases.items():
        shutil.rmtree(failing.run(label, more))
    interrupts = {
        "child killed": lambda child, _: os.kill(child, signal.SIGKILL),
        "child crashes": lambda child, _: os.kill(child, signal.SIGSEGV),
        "SIGTERM of ours": lambda _, process: process.terminate(),
    }
    for label, interrupt in interrupts.items():
        shutil.rmtree(failing.run(label, slow(folder), interrupt=when_running(interrupt)))
    holds = failing.holds & disks()
    print("HOLDS" if holds else "FAILS", "each failure ends with a message, no files and no child;"
          " a hang is tested by ElastixFailuresTest")
    return holds


UNSHARE = ["unshare", "--map-root-user", "--mount"]


def disks():
    """Small disks, as file systems in memory that only the namespace of a child of ours sees: no root needed."""
    if subprocess.run([*UNSHARE, "mount", "-t", "tmpfs", "tmpfs", "/mnt"], capture_output=True, check=False).returncode != 0:
        print("NOT RUN: full disks (a user may not mount in a namespace of his own here: unshare --map-root-user --mount)")
        return False
    return subprocess.run([*UNSHARE, sys.executable, __file__, "in-namespace"], check=False).returncode == 0


def in_namespace():
    """The part of disks() that is called in the namespace."""
    folder = fresh("disks")
    failing = Failing(folder)

    def disk(megabytes):
        place = pathlib.Path(tempfile.mkdtemp(prefix="regista-verify-"))
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={megabytes}m", "tmpfs", place], check=True)
        return place

    def fill(place):
        try:
            with open(place / "filler", "wb", buffering=0) as filler:
                while True:
                    filler.write(bytes(4096))
        except OSError:
            pass

    def when_there(pattern, place):
        def wait(_, process):
            while process.poll() is None and not list(place.glob(pattern)):
                time.sleep(0.005)
            fill(place)
        return wait

    few = folder / "few.txt"
    few.write_text(STYLES["bspline_mi"].replace("Iterations 60", "Iterations 600"))
    pair = ["--moving", LEG / "mr_t1.nii.gz", "--elastix-parameters", few]
    failing.run("disk too small", ["--moving", LEG / "ct.nii.gz"], temporary=disk(12))
    place = disk(64)
    failing.run("disk fills as images are written", pair, when_there("regista-elastix-*", place), place)
    place = disk(64)
    failing.run("disk fills while elastix runs", pair, when_running(lambda *_: fill(place)), place)
    place = disk(3)
    results = pathlib.Path(tempfile.mkdtemp(prefix="regista-verify-"))
    failing.run("disk of the result fills", pair, when_running(lambda *_: fill(place)), results, place / "out")
    return failing.holds


def digest(folder):
    return hashlib.sha256((folder / "linear.tfm").read_bytes()).hexdigest()


def repeat():
    """Four at once equal four in sequence, and 20 runs in one process keep its memory."""
    folder = fresh("repeat")
    pairs = [("mr_t1", "ct"), ("pet_suv", "mr_t1"), ("pet_suv", "ct"), ("mr_t1", "pet_suv")]
    rows = [f"r{n},{LEG / f}.nii.gz,{LEG / m}.nii.gz,generic,rigid" for n, (f, m) in enumerate(pairs)]
    (folder / "pairs.csv").write_text("\n".join(["id,fixed,moving,preset,stages", *rows]) + "\n")
    for jobs in (1, 4):
        regista("batch", "--manifest", folder / "pairs.csv", "--out", folder / f"jobs{jobs}", "--jobs", jobs, "--engine", "elastix")
    same = all(digest(folder / "jobs1" / f"r{n}") == digest(folder / "jobs4" / f"r{n}") for n in range(4))
    print(f"four at once equal four in sequence, byte for byte: {same}", flush=True)
    rows = [f"m{n},{LEG / 'pet_suv'}.nii.gz,{LEG / 'mr_t1'}.nii.gz,generic,rigid" for n in range(20)]
    (folder / "many.csv").write_text("\n".join(["id,fixed,moving,preset,stages", *rows]) + "\n")
    # a small heap, so that garbage is not taken for a leak
    command = [*java_command(), "-Xmx128m", "org.regista.app.Main", "batch", "--manifest", folder / "many.csv",
               "--out", folder / "many", "--engine", "elastix"]
    process = subprocess.Popen(list(map(str, command)), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = {}
    while process.poll() is None:
        done = len(list((folder / "many").glob("m*/registration.json")))
        status = pathlib.Path(f"/proc/{process.pid}/status")
        try:
            after[done] = int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]) / 1024
        except (OSError, TypeError):
            pass
        time.sleep(0.2)
    early, late = after.get(5, 0), after.get(19, after.get(18, 0))
    flat = late > 0 and late < 1.15 * early
    equal = len({digest(folder / "many" / f"m{n}") for n in range(20)}) == 1
    print(f"20 runs in one process: {early:.0f} MB after 5, {late:.0f} MB after {max(after)}; all equal: {equal}")
    print("HOLDS" if same and flat and equal else "FAILS", "memory stays flat, runs side by side give the same bytes")
    return same and flat and equal


def forms():
    """The library finds what the executables find, in one thread: sums in several depend on how the work falls out."""
    _, said, _ = regista("info", "--engines")
    if "the library" not in said:
        print("NOT RUN: the library against the executables (this build found no library: find_package(Elastix))")
        return True
    folder = fresh("forms")
    worst, bytes_equal = 0, True
    for kinds in (["rigid"], ["affine", "bspline_mi"], ["affine", "bspline_ncc"], ["multi_metric"]):
        given = styles(folder, *kinds)
        library, executable = folder / f"library-{kinds[-1]}", folder / f"executable-{kinds[-1]}"
        regista("register", "--engine", "elastix", "--fixed", LEG / "pet_suv.nii.gz", "--moving", LEG / "mr_t1.nii.gz",
                "--out", library, "--init", "header", "--threads", 1, "--elastix-parameters", *given)
        executable.mkdir()
        arguments = [word for file in given for word in ("-p", file)]
        subprocess.run(["elastix", "-f", LEG / "pet_suv.nii.gz", "-m", LEG / "mr_t1.nii.gz", "-out", executable, *arguments,
                        "-threads", "1"], check=True, stdout=subprocess.DEVNULL)
        image = sitk.ReadImage(str(LEG / "pet_suv.nii.gz"))
        rng = np.random.default_rng(4)
        points = [image.TransformContinuousIndexToPhysicalPoint(rng.uniform(0, np.array(image.GetSize()) - 1))
                  for _ in range(POINTS)]
        last = f"TransformParameters.{len(kinds) - 1}.txt"
        mm = np.linalg.norm(transformix(library, last, points) - transformix(executable, last, points), axis=1).max()
        lines = [[line for line in (place / last).read_text().splitlines() if not line.startswith(("(InitialTransform", "(ResultImagePixelType"))]
                 for place in (library, executable)]
        worst = max(worst, mm)
        bytes_equal &= lines[0] == lines[1]
        print(f"{'+'.join(kinds):22s} {POINTS} points: at most {mm:.1e} mm; files equal but for names: {lines[0] == lines[1]}",
              flush=True)
    print("HOLDS" if worst < 0.01 else "FAILS", f"library and executables agree within 0.01 mm: {worst:.1e} mm")
    return worst < 0.01


PARTS = {"in-namespace": in_namespace, "exactness": exactness, "files": files, "failures": failures, "repeat": repeat,
         "forms": forms}

if __name__ == "__main__":
    for program in ("elastix", "transformix"):
        if shutil.which(program) is None:
            sys.exit(f"NOT RUN: {program} is not installed (Debian package elastix)")
    wanted = sys.argv[1:] or list(PARTS)[1:]
    sys.exit(0 if all([PARTS[name]() for name in wanted]) else 1)
