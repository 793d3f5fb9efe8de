"""Peak resident memory of registrations of the sizes that count, of the whole process as the system saw it.

Brain: an MRI of 160 x 192 x 224 voxels against a warped copy, default preset; at most 350 MB above what the same
process needs for a pair of 32^3 voxels. CT: the lung pair drawn on 512 x 512 x 400 voxels, preset ct-lung; 8 GiB in all.

usage: memory.py [brain] [ct]      default: both
"""

import sys

import numpy as np
import SimpleITK as sitk

from common import OUT, ROOT, SHARED, measured, need, verdict

PLACE = OUT / "memory"
BRAIN = SHARED / "brain_oasis_freesurfer" / "oasis_vxm_t1.nii.gz"
LUNG = SHARED / "lung_ct_landmarks"


def on_grid(image, size, transform=None):
    """The image drawn on a grid of this size over the same volume."""
    grid = sitk.Image(size, image.GetPixelID())
    old = np.array(image.GetSize()) * image.GetSpacing()
    grid.SetSpacing([float(o / n) for o, n in zip(old, size)])
    grid.SetDirection(image.GetDirection())
    grid.SetOrigin(image.GetOrigin())
    return sitk.Resample(image, grid, transform or sitk.Transform(), sitk.sitkLinear)


def smooth_warp(image, seed=3):
    """A B-spline of a few millimetres over the image."""
    warp = sitk.BSplineTransformInitializer(image, [6, 6, 6])
    warp.SetParameters(np.random.default_rng(seed).uniform(-8, 8, len(warp.GetParameters())).tolist())
    return warp


def write(image, name):
    PLACE.mkdir(parents=True, exist_ok=True)
    sitk.WriteImage(image, str(PLACE / name))
    return PLACE / name


def register(name, fixed, moving, preset, *more):
    folder = PLACE / name
    folder.mkdir(parents=True, exist_ok=True)
    found = measured([ROOT / "run", "register", "--fixed", fixed, "--moving", moving, "--preset", preset, "--threads", 2,
                      "--out", folder / "result", "--force", *more], folder)
    print(f"{name}: peak {found['peak_mb']:.0f} MB, wall {found['wall_s']:.1f} s, CPU {found['cpu_s']:.1f} s, "
          f"exit code {found['code']}", flush=True)
    return found


def brain():
    image = sitk.Cast(sitk.ReadImage(str(need(BRAIN))), sitk.sitkFloat32)
    size = sorted(image.GetSize())
    pairs = {}
    for name, wanted in (("tiny", [32, 32, 32]), ("brain", list(image.GetSize()))):
        fixed = on_grid(image, wanted)
        pairs[name] = register(name, write(fixed, f"{name}_fixed.nii"),
                               write(on_grid(image, wanted, smooth_warp(image)), f"{name}_moving.nii"), "mri-brains")
    above = pairs["brain"]["peak_mb"] - pairs["tiny"]["peak_mb"]
    yield f"brain {size}: {above:.0f} MB above that of a tiny pair, at most 350", above <= 350


def ct():
    size = [512, 512, 400]
    files = []
    for name in ("baseline", "followup"):
        image = sitk.Cast(sitk.ReadImage(str(need(LUNG / f"{name}_ct.nii.gz"))), sitk.sitkInt16)
        files.append(write(on_grid(image, size), f"{name}.nii"))
    found = register("ct", *files, "ct-lung")
    yield f"CT {size}: peak {found['peak_mb']:.0f} MB, at most 8192, exit code 0", (
        found["peak_mb"] <= 8192 and found["code"] == 0)


def main():
    parts = sys.argv[1:] or ["brain", "ct"]
    verdict([line for part in parts for line in {"brain": brain, "ct": ct}[part]()])


if __name__ == "__main__":
    main()
