"""OpenCL beside the CPU on real pairs: transforms and fields, the same bytes over five runs, ten failures of devices, and
what looking for devices costs at the start.

Needs an OpenCL device; PoCL is enough. With a GPU, give its number: ./run verify opencl 0
The lung pair drawn on 512 x 512 x 400 voxels, preset ct-lung, within 4 GiB of the device: ./run verify opencl [N] ct
(shared data; half an hour and more on PoCL).
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile

import nibabel
import numpy as np
import SimpleITK as sitk

from common import OUT, ROOT, measured, need, verdict
from memory import LUNG, on_grid

MS = ROOT / "test-data" / "brain_longitudinal_ms" / "patient01"
LEG = ROOT / "test-data" / "body_ct_mr_pet" / "sts032"
RIGID = ("ct-mri", LEG / "mr_t1.nii.gz", LEG / "ct.nii.gz")
DEFORMABLE = ("mri-followup", MS / "study1_FLAIR.nii.gz", MS / "study2_FLAIR.nii.gz")
FILES = ("linear.tfm", "displacement.nii.gz", "inverse_displacement.nii.gz", "warped.nii.gz")


def run(words, **environment):
    done = subprocess.run([str(ROOT / "run"), *map(str, words)], capture_output=True, text=True, check=False,
                          env=os.environ | environment)
    return done.returncode, done.stdout, done.stderr


def register(case, backend, name, *more, **environment):
    preset, fixed, moving = case
    folder = OUT / "opencl" / preset / name
    code, _, err = run(["register", "--preset", preset, "--fixed", fixed, "--moving", moving, "--backend", backend,
                        "--out", folder, "--force", *more], **environment)
    return code, err, folder


def corners_mm(a, b):
    """The largest distance between where two linear transforms lead the corners of the fixed image."""
    image = sitk.ReadImage(str(a / "warped.nii.gz"))
    size = image.GetSize()
    here, there = (sitk.ReadTransform(str(f / "linear.tfm")) for f in (a, b))
    corners = [image.TransformIndexToPhysicalPoint([n * (s - 1) for n, s in zip(c, size)])
               for c in np.ndindex(2, 2, 2)]
    return max(np.linalg.norm(np.subtract(here.TransformPoint(c), there.TransformPoint(c))) for c in corners)


def field_voxels(a, b):
    """How far two fields are apart, in voxels of their grid: mean, 99th percentile, largest."""
    images = [nibabel.load(f / "displacement.nii.gz") for f in (a, b)]
    spacing = np.array(images[0].header.get_zooms()[:3])
    apart = np.linalg.norm(np.squeeze(images[0].dataobj[...] - images[1].dataobj[...]), axis=-1) / spacing.min()
    return apart.mean(), np.percentile(apart, 99), apart.max()


def digest(folder):
    return {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in FILES if (folder / f).exists()}


def device_of(folder):
    return json.loads((folder / "registration.json").read_text())["run"]["device"]


def both(case, backend):
    """The result folders of a case by the CPU and by OpenCL."""
    folders = []
    for name in ("cpu", backend):
        code, err, folder = register(case, name, name.replace(":", "_"))
        if code:
            sys.exit(err)
        folders.append(folder)
    return folders


def parity(backend):
    rigid = both(RIGID, backend)
    apart = corners_mm(*rigid)
    yield f"{RIGID[0]} on {device_of(rigid[1])}: corners within {apart:.4f} mm of the CPU (0.01)", apart <= 0.01
    whole = both(DEFORMABLE, backend)
    apart = corners_mm(*whole)
    mean, most, worst = field_voxels(*whole)
    yield f"{DEFORMABLE[0]}: corners of the linear part within {apart:.4f} mm (0.01)", apart <= 0.01
    yield (f"{DEFORMABLE[0]}: fields of the whole preset apart by {mean:.4f} voxels on average, {most:.4f} at the 99th "
           f"percentile, {worst:.4f} at most (0.05)", worst <= 0.05)


def repeats(backend):
    digests = [digest(register(RIGID, backend, f"run{n}")[2]) for n in range(5)]
    same = all(d == digests[0] for d in digests) and len(digests[0]) >= 2
    yield f"{RIGID[0]}: {len(digests[0])} files over 5 runs: {'identical' if same else 'DIFFER'}", same


def failures(backend):
    good = 0
    with tempfile.TemporaryDirectory() as none:
        for n in range(5):
            code, err, folder = register(DEFORMABLE, backend, f"refused{n}", "--device-memory", f"{10 + 20 * n}MiB")
            good += code == 5 and "bytes) of the memory of" in err and not folder.exists()
            code, err, folder = register(RIGID, backend, f"driverless{n}", OCL_ICD_VENDORS=none)
            good += code == 5 and "no OpenCL driver" in err and not folder.exists()
    yield f"too little memory, no driver: exit code 5, the reason, no folder: {good} of 10", good == 10


def start_up():
    """CPU seconds of a start that looks for devices, against one that finds no driver; both after a first one."""
    def seconds(**environment):
        folder = OUT / "opencl" / "start"
        folder.mkdir(parents=True, exist_ok=True)
        runs = [measured([ROOT / "run", "info", "--devices"], folder, os.environ | environment) for _ in range(4)]
        return min(run["cpu_s"] for run in runs[1:])

    with tempfile.TemporaryDirectory() as none:
        with_driver, without = seconds(), seconds(OCL_ICD_VENDORS=none)
    yield (f"start with the OpenCL driver {with_driver:.2f} CPU s, without {without:.2f}: at most 1 s more",
           with_driver - without <= 1)


def large_ct(backend):
    size = [512, 512, 400]
    files = []
    place = OUT / "opencl" / "ct"
    place.mkdir(parents=True, exist_ok=True)
    for name in ("baseline", "followup"):
        files.append(place / f"{name}.nii")
        if not files[-1].exists():
            image = sitk.Cast(sitk.ReadImage(str(need(LUNG / f"{name}_ct.nii.gz"))), sitk.sitkInt16)
            sitk.WriteImage(on_grid(image, size), str(files[-1]))
    code, err, folder = register(("ct-lung", *files), backend, "large", "--device-memory", "4GiB")
    if code:
        sys.exit(err)
    record = json.loads((folder / "registration.json").read_text())
    peak = int(re.search(r"device memory: at most .* \((\d+) bytes\) in use", err).group(1))
    found = record["quality"]
    folds = found["jacobian"]["nonPositiveCells"]
    print(f"on {device_of(folder)}")
    for warning in record["run"]["warnings"]:
        print(f"says: {warning}")
    yield (f"CT {size}, ct-lung within 4 GiB: peak {peak} bytes of the device ({peak / 2**30:.2f} GiB), {folds} folded "
           f"cells, verdict {found['verdict']}", peak <= 4 * 2**30 and folds == 0)


def main():
    words = sys.argv[1:]
    backend = next((f"opencl:{word}" for word in words if word.isdigit()), "opencl")
    verdict([*large_ct(backend)] if "ct" in words
            else [*parity(backend), *repeats(backend), *failures(backend), *start_up()])


if __name__ == "__main__":
    main()
