"""Pairs of images of the shared data, as uncompressed files, and the linear transform all tools start from."""

import dataclasses
import pathlib

import nibabel
import numpy as np

from common import ROOT, SHARED, need
from peer_maps import read_itk, read_ras_matrix, write_itk, RAS_TO_LPS
from peer_tools import Affine, Greedy, quiet

# ordered pairs of different people; 1003 and 1023 are one person
BRAIN_PAIRS = [(1000, 1001), (1001, 1007), (1006, 1000), (1007, 1006), (1003, 1001), (1000, 1003), (1007, 1000),
               (1001, 1006)]
BRAIN = SHARED / "brain_t1_labels"


@dataclasses.dataclass(frozen=True)
class Case:
    """A pair; labels and landmarks (fixed, moving: n x 3, LPS mm) where there are any, else None."""

    name: str
    fixed: pathlib.Path
    moving: pathlib.Path
    fixed_labels: pathlib.Path | None = None
    moving_labels: pathlib.Path | None = None
    landmarks: tuple | None = None

    def fixed_image(self):
        return nibabel.load(self.fixed)


def brain_cases(count, images):
    """The first `count` pairs of brain_t1_labels (CC BY-NC: never copied into the repository)."""
    need(BRAIN)
    return [Case(f"brain_{f}_{m}", unpacked(BRAIN / f"sub{f}_t1.nii.gz", images),
                 unpacked(BRAIN / f"sub{m}_t1.nii.gz", images), BRAIN / f"sub{f}_labels.nii.gz",
                 BRAIN / f"sub{m}_labels.nii.gz") for f, m in BRAIN_PAIRS[:count]]


def unpacked(source, folder):
    """The same image without compression, so that no tool is charged for it when reading."""
    target = folder / source.name.removesuffix(".gz")
    if not target.exists():
        folder.mkdir(parents=True, exist_ok=True)
        part = target.with_suffix(".part.nii")
        nibabel.save(nibabel.load(source), part)
        part.rename(target)
    return target


def common_affine(case, kind, folder):
    """The linear transform of greedy (NCC, 12 degrees of freedom) or of ours, made once per pair."""
    folder.mkdir(parents=True, exist_ok=True)
    ras, itk = folder / f"{case.name}.{kind}.mat", folder / f"{case.name}.{kind}.tfm"
    if not itk.exists():
        if kind == "greedy":
            quiet(Greedy.affine_command(case, ras))
            matrix = read_ras_matrix(ras)
        else:
            result = folder / f"{case.name}.result"
            quiet([ROOT / "run", "register", "--fixed", case.fixed, "--moving", case.moving, "--preset",
                   "mri-followup", "--stages", "rigid,affine", "--out", result, "--force"])
            matrix = read_itk(result / "linear.tfm")
            np.savetxt(ras, RAS_TO_LPS @ matrix @ RAS_TO_LPS, fmt="%.9g")
        write_itk(matrix, itk)
    return Affine(read_itk(itk), ras, itk)
