"""A lesion that is new in the follow-up scan must still be there after the preset for follow-up has deformed the scan.

Data: brain_longitudinal_ms, patient 01, with its reference mask of new lesions and reference transforms. The lesion's
volume is that of the voxels in the mask which are brighter than halfway from the first scan's mean there to the
second's 90th percentile.

usage: lesion.py [PRESET...]      default: mri-followup; mri-brains is expected to fail
"""

import sys

import numpy as np
import SimpleITK as sitk

from common import OUT, SHARED, linear_transform, need, quality, regista, verdict

DATA = SHARED / "brain_longitudinal_ms" / "patient01"
LEAST_KEPT = 0.75


def values(image):
    return sitk.GetArrayFromImage(image)


def main():
    need(DATA)
    fixed = sitk.ReadImage(str(DATA / "study1_FLAIR.nii.gz"), sitk.sitkFloat32)
    moving = sitk.ReadImage(str(DATA / "study2_FLAIR.nii.gz"), sitk.sitkFloat32)
    change = sitk.ReadImage(str(DATA / "common_space_lesion_change.nii.gz"))
    to_common = sitk.ReadTransform(str(DATA / "study1_FLAIR_to_common_space.txt")).GetInverse()
    lesion = values(sitk.Resample(change, fixed, to_common, sitk.sitkLinear, 0.0, sitk.sitkFloat32)) > 0.5
    voxel_ml = float(np.prod(fixed.GetSpacing())) / 1000
    lines = []
    for preset in sys.argv[1:] or ["mri-followup"]:
        folder = OUT / "lesion" / preset
        regista("register", "--fixed", DATA / "study1_FLAIR.nii.gz", "--moving", DATA / "study2_FLAIR.nii.gz",
                "--preset", preset, "--out", folder, "--force")
        linear = values(sitk.Resample(moving, fixed, linear_transform(folder), sitk.sitkLinear, 0.0))[lesion]
        bent = values(sitk.ReadImage(str(folder / "warped.nii.gz")))[lesion]
        level = (values(fixed)[lesion].mean() + np.percentile(linear, 90)) / 2
        before, after = ((x > level).sum() * voxel_ml for x in (linear, bent))
        jacobian = quality(folder)["quality"]["jacobian"]
        lines.append((f"{preset}: {after:.2f} of {before:.2f} ml of new lesion kept (level {level:.0f}), log Jacobian "
                      f"SD {jacobian['sdLog']:.3f}, {jacobian['min']:.2f} to {jacobian['max']:.1f}; at least "
                      f"{100 * LEAST_KEPT:.0f} %", after >= LEAST_KEPT * before))
    verdict(lines)


if __name__ == "__main__":
    main()
