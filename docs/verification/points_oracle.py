"""Our points against SimpleITK's, through the files of a result folder, on oblique anisotropic geometry.

Registers a real pair whose images were turned by 17, -9 and 23 degrees and have voxels of 0.72 x 0.72 x 3 to
4 mm (brain_longitudinal_ms, follow-up preset with a deformation), and a rigid pair (CT to MR of a leg). SimpleITK
reads linear.tfm and the displacement files and maps 1000 random tissue points both ways.
"""

import nibabel
import numpy as np

from common import (OUT, ROOT, apply, foreground_points, inverse_transform, read_points, regista, rigid_pose,
                    save_moved, total_transform, verdict, write_points)

LIMIT_MM = 0.01
COUNT = 1000


def oblique(seed):
    return rigid_pose(np.random.default_rng(seed), 20, 25, np.zeros(3))


def compare(name, fixed, moving, preset):
    place = OUT / "points" / name
    save_moved(fixed, place / "fixed.nii.gz", oblique(5))
    save_moved(moving, place / "moving.nii.gz", oblique(5))
    folder = place / "result"
    regista("register", "--fixed", place / "fixed.nii.gz", "--moving", place / "moving.nii.gz", "--preset", preset,
            "--out", folder, "--force")
    lines = []
    for direction, image, oracle, flag in (
        ("fixed to moving", "fixed", total_transform, []),
        ("moving to fixed", "moving", inverse_transform, ["--inverse"]),
    ):
        points = foreground_points(nibabel.load(place / f"{image}.nii.gz"), COUNT)
        write_points(place / "points.csv", points)
        regista("points", "--registration", folder, *flag, "--in", place / "points.csv", "--out", place / "mapped.csv")
        ours = read_points(place / "mapped.csv")
        theirs = apply(oracle(folder), points)
        moved = np.linalg.norm(theirs - points, axis=1).mean()
        worst = np.linalg.norm(ours - theirs, axis=1).max()
        lines.append((f"{name}, {direction}: {len(points)} points moved by {moved:.2f} mm on average, largest "
                      f"difference {worst:.5f} mm, limit {LIMIT_MM}", worst <= LIMIT_MM and moved > 0.1))
    return lines


def main():
    ms = ROOT / "test-data" / "brain_longitudinal_ms" / "patient01"
    leg = ROOT / "test-data" / "body_ct_mr_pet" / "sts032"
    verdict(
        compare("deformable", ms / "study1_FLAIR.nii.gz", ms / "study2_FLAIR.nii.gz", "mri-followup")
        + compare("rigid", leg / "mr_t1.nii.gz", leg / "ct.nii.gz", "ct-mri")
    )


if __name__ == "__main__":
    main()
