"""Our DICOM registration objects through a reader of their own, written from PS3.3 C.20 with pydicom alone.

1. Registers a real PET (fixed) and a real MRI with a pose of its own (moving), rigidly and with a deformation, and
   exports both. The reader below applies each object to 1000 random points; SimpleITK applies the files of the
   result folder to the same points. Between them lies at most 0.01 mm, or, on a coarse deformation grid, the loss
   that the export states.
2. Two objects that others have written: `regista dicom validate` must say of the centre of the fixed image what the
   reader here says.
"""

import re

import numpy as np
import pydicom
from scipy.ndimage import map_coordinates

from common import OUT, ROOT, apply, regista, total_transform, verdict

DATA = ROOT / "test-data"
FIXED = DATA / "dicom_series" / "sts032_pet"
MOVING = DATA / "dicom_objects" / "mr_moved"
LIMIT_MM = 0.01
COUNT = 1000


def matrix(item):
    return np.array(item.FrameOfReferenceTransformationMatrix, float).reshape(4, 4)


def through(m, points):
    return points @ m[:3, :3].T + m[:3, 3]


def registered_to_source(path, points, source_frame):
    """Registered coordinates to those of the source frame, as C.20.2.1.1 and C.20.3.1.1 define them."""
    ds = pydicom.dcmread(path)
    if ds.SOPClassUID == pydicom.uid.SpatialRegistrationStorage:
        item, = [i for i in ds.RegistrationSequence if i.FrameOfReferenceUID == source_frame]
        m, = item.MatrixRegistrationSequence[0].MatrixSequence
        return through(np.linalg.inv(matrix(m)), points)  # the matrix leads from source to registered
    item, = [i for i in ds.DeformableRegistrationSequence if i.SourceFrameOfReferenceUID == source_frame]
    grid = item.DeformableRegistrationGridSequence[0]
    row, column = np.array(grid.ImageOrientationPatient, float).reshape(2, 3)
    axes = np.stack([row, column, np.cross(row, column)])
    index = (points - np.array(grid.ImagePositionPatient, float)) @ axes.T / np.array(grid.GridResolution)
    ni, nj, nk = grid.GridDimensions
    vectors = np.frombuffer(grid.VectorGridData, "<f4").reshape(nk, nj, ni, 3)
    moved = points.copy()
    for c in range(3):
        moved[:, c] += map_coordinates(vectors[..., c].astype(float), index[:, ::-1].T, order=1, mode="nearest")
    if "PreDeformationMatrixRegistrationSequence" in item:
        raise ValueError("not needed here")
    return through(matrix(item.PostDeformationMatrixRegistrationSequence[0]), moved)


def headers(folder):
    slices = [pydicom.dcmread(f, stop_before_pixels=True) for f in sorted(folder.glob("*.dcm"))]
    return sorted(slices, key=lambda s: float(s.ImagePositionPatient[2]))


def random_points(count):
    """Inside the fixed image, whose axes are those of the patient."""
    slices = headers(FIXED)
    first = np.array(slices[0].ImagePositionPatient, float)
    last = np.array(slices[-1].ImagePositionPatient, float)
    last[:2] += np.array(slices[0].PixelSpacing, float)[::-1] * [slices[0].Columns - 1, slices[0].Rows - 1]
    return np.random.default_rng(3).uniform(first, last, (count, 3)), (first + last) / 2


def export(result, place, *more):
    _, text, _ = regista("dicom", "export", "--registration", result, "--out", place, "--what", "reg", "--force",
                         *more)
    loss = re.search(r"at most ([0-9.]+) mm", text)
    return place / "registration.dcm", float(loss.group(1)) if loss else 0.0


def ours(frame):
    points, _ = random_points(COUNT)
    lines = []
    for name, stages, grids in (("rigid", "rigid", [3]), ("deformable", "rigid,diffeo", [0.5, 8])):
        result = OUT / "dicom_reg" / name
        regista("register", "--fixed", FIXED, "--moving", MOVING, "--preset", "generic", "--stages", stages,
                "--out", result, "--force")
        meant = apply(total_transform(result), points)
        for grid in grids:
            file, loss = export(result, OUT / "dicom_reg" / f"{name}-{grid}", "--grid-mm", grid)
            read = registered_to_source(file, points, frame)
            worst = np.linalg.norm(read - meant, axis=1).max()
            limit = max(LIMIT_MM, 1.05 * loss)
            lines.append((f"{name}, grid {grid} mm: {COUNT} points, largest difference {worst:.5f} mm, limit {limit:.3f}",
                          worst <= limit and np.linalg.norm(meant - points, axis=1).min() > 1))
    return lines


def theirs(frame):
    _, centre = random_points(1)
    lines = []
    for name in ("reg_rigid_mr_to_ct.dcm", "reg_deformable_mr_to_ct.dcm"):
        file = DATA / "dicom_objects" / "reg" / name
        _, text, _ = regista("dicom", "validate", file, "--fixed", FIXED, "--moving", MOVING)
        said = re.search(r"of the fixed image is \(([^)]*)\)", text).group(1)
        read = registered_to_source(file, centre[None], frame)[0]
        worst = np.abs(np.array(said.split(","), float) - read).max()
        lines.append((f"{name}: the centre differs by {worst:.4f} mm", worst <= LIMIT_MM))
    return lines


def main():
    frame = headers(MOVING)[0].FrameOfReferenceUID
    verdict(ours(frame) + theirs(frame))


if __name__ == "__main__":
    main()
