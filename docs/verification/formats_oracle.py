"""Image files and ITK transforms as Regista reads and writes them, against SimpleITK and nibabel.

Corners are compared to 1e-3 mm, voxels to 1e-6 of the intensity range (float32 against float64), transforms to
1e-6 mm at 1000 points.

    python3 docs/verification/formats_oracle.py
"""

import pathlib
import sys
import tempfile

import nibabel
import numpy as np
import SimpleITK as sitk

from common import RAS_TO_LPS, SHARED, corners_mm, engine, need, verdict

CORNER_MM = 1e-3
INTENSITY = 1e-6
TRANSFORM_MM = 1e-6
POINTS = 1000
OUR_FORMATS = (".nii", ".nii.gz", ".hdr", ".img", ".mha", ".mhd", ".nrrd", ".nhdr")
SHAPE = (5, 7, 6)

sitk.ProcessObject.SetGlobalWarningDisplay(False)


def by_itk(path):
    """Voxels [k][j][i] and indexToLps of a 3-D scalar image, or None."""
    try:
        image = sitk.ReadImage(str(path))
    except RuntimeError:
        return None
    size = image.GetSize()
    scalar = image.GetNumberOfComponentsPerPixel() == 1 and "complex" not in image.GetPixelIDTypeAsString()
    if not scalar or len(size) != 3 or min(size) < 2:
        return None
    affine = np.eye(4)
    affine[:3, :3] = np.array(image.GetDirection()).reshape(3, 3) * np.array(image.GetSpacing())
    affine[:3, 3] = image.GetOrigin()
    return sitk.GetArrayFromImage(image).astype(float), affine


def by_nibabel(path):
    if not str(path).endswith((".nii", ".nii.gz", ".hdr", ".img")):
        return None
    try:
        image = nibabel.load(path)
        voxels = np.asarray(image.dataobj).astype(float)
    except Exception:  # whatever nibabel says of a broken file
        return None
    if not isinstance(image, nibabel.Nifti1Pair) or voxels.ndim != 3:
        return None
    return voxels.T, RAS_TO_LPS @ image.affine


def compare(ours, theirs):
    """Largest distance of a corner in mm, and difference of a voxel in ranges."""
    (voxels, affine), (expected, expected_affine) = ours, theirs
    if voxels.shape != expected.shape:
        return np.inf, np.inf
    return (corners_mm(affine, expected_affine, voxels.shape),
            np.abs(voxels - expected).max() / max(np.ptp(expected), 1e-300))


def ours(row):
    _, _, raw, size, matrix = row
    voxels = np.fromfile(raw, "<f4").reshape([int(n) for n in reversed(size.split())]).astype(float)
    return voxels, np.vstack([np.array(matrix.split(), float).reshape(3, 4), [0, 0, 0, 1]])


class Tally:
    """Worst figures of one kind of comparison, and what failed."""

    def __init__(self, name):
        self.name, self.count, self.corner, self.voxel, self.bad = name, 0, 0.0, 0.0, []

    def add(self, path, got, expected):
        corner, voxel = compare(got, expected)
        self.count += 1
        self.corner, self.voxel = max(self.corner, corner), max(self.voxel, voxel)
        if not (corner <= CORNER_MM and voxel <= INTENSITY):
            self.bad.append(f"{pathlib.Path(path).name}: corners {corner:.2g} mm, voxels {voxel:.2g}")

    def line(self):
        text = f"{self.name}: {self.count} comparisons, corners within {self.corner:.1e} mm, voxels {self.voxel:.1e}"
        return "\n      ".join([text, *self.bad]), self.count > 0 and not self.bad


def read_all(name, paths, out):
    """Our reading against that of SimpleITK and of nibabel; a file that they read and we refuse is a failure."""
    itk, nib = Tally(f"{name} against SimpleITK"), Tally(f"{name} against nibabel")
    for row in engine("DumpFiles.java", "volumes", out, *paths):
        kind, path = row[:2]
        expected = {itk: by_itk(path), nib: by_nibabel(path)}
        if kind == "refused":
            readable = path.endswith(OUR_FORMATS) and any(expected.values())
            print(f"      {'BAD ' if readable else ''}refused: {row[2].replace(path, pathlib.Path(path).name)}")
            if readable:
                itk.bad.append(f"{path} is refused")
            continue
        for tally, theirs in expected.items():
            if theirs is not None and not (tally is itk and expected[nib] is not None and sheared(expected[nib][1])):
                tally.add(path, ours(row), theirs)
    return [tally.line() for tally in (itk, nib) if tally.count or tally.bad]


def sheared(affine):
    """ITK cannot hold the sheared axes of a NIfTI file."""
    steps = affine[:3, :3] / np.linalg.norm(affine[:3, :3], axis=0)
    return np.abs(steps.T @ steps - np.eye(3)).max() > 1e-4


def rotation(rng):
    q, _ = np.linalg.qr(rng.normal(size=(3, 3)))
    return q * np.sign(np.linalg.det(q))


def written_by_itk(folder, rng):
    """Every pixel type in every format that SimpleITK writes, oblique and anisotropic."""
    paths = []
    for dtype in "uint8 int8 uint16 int16 uint32 int32 uint64 int64 float32 float64".split():
        values = rng.normal(size=SHAPE) * 50 if dtype.startswith("float") else rng.integers(0, 120, SHAPE)
        image = sitk.GetImageFromArray(values.astype(dtype))
        image.SetSpacing((0.7, 1.3, 4.1))
        image.SetOrigin(tuple(rng.uniform(-300, 300, 3)))
        image.SetDirection(rotation(rng).ravel())
        for ending in ("mha", "mhd", "nrrd", "nhdr", "nii", "nii.gz"):
            for compressed in (False, True):
                paths.append(folder / f"itk_{dtype}_{compressed}.{ending}")
                sitk.WriteImage(image, str(paths[-1]), compressed)
    return paths


def written_by_nibabel(folder, rng):
    """Every data type in both versions, single and paired, either order, scaled and not, and each orientation alone."""
    paths = []
    affine = np.eye(4)
    for dtype in "uint8 int8 uint16 int16 uint32 int32 uint64 int64 float32 float64".split():
        for version, kind in enumerate((nibabel.Nifti1Image, nibabel.Nifti1Pair, nibabel.Nifti2Image, nibabel.Nifti2Pair)):
            for order in "<>":
                for qform, sform in ((1, 0), (0, 1), (1, 1)):
                    affine[:3, :3] = rotation(rng) * (0.7, 1.3, 4.1) * (1, 1, rng.choice([-1, 1]))
                    affine[:3, 3] = rng.uniform(-300, 300, 3)
                    header = kind.header_class(endianness=order)
                    header.set_data_dtype(np.dtype(dtype).newbyteorder(order))
                    image = kind(rng.integers(0, 120, SHAPE).astype(dtype), affine, header)
                    image.set_qform(affine, qform)
                    image.set_sform(affine if sform else None, sform)
                    if order == ">":
                        image.header.set_slope_inter(0.25, -7)
                    ending = ".img" if "Pair" in kind.__name__ else rng.choice([".nii", ".nii.gz"])
                    paths.append(folder / f"nib_{dtype}_{version}_{'lb'[order == '>']}_{qform}{sform}{ending}")
                    nibabel.save(image, paths[-1])
    return paths


def copies(paths, out):
    """Our writing, read by SimpleITK and by nibabel, against their reading of the original."""
    itk, nib = Tally("written by us, read by SimpleITK"), Tally("written by us, read by nibabel")
    for row in engine("DumpFiles.java", "copies", out, *paths):
        _, original, copy = row
        expected = by_nibabel(original) or by_itk(original)
        for tally, theirs in ((itk, by_itk(copy)), (nib, by_nibabel(copy))):
            if theirs is not None and not (tally is itk and sheared(expected[1])):
                tally.add(copy, theirs, expected)
    return [itk.line(), nib.line()]


def random_transforms(rng):
    """One of each type that is read, with random parameters about a random centre."""
    def vector(scale):
        return tuple(map(float, rng.uniform(-scale, scale, 3)))

    def versor():
        return tuple(map(float, rng.normal(size=3))), float(rng.uniform(-3, 3))

    euler = sitk.Euler3DTransform(vector(100), *vector(3), vector(50))
    zyx = sitk.Euler3DTransform(vector(100), *vector(3), vector(50))
    zyx.SetComputeZYX(True)
    rigid = sitk.VersorRigid3DTransform(versor()[0], 1.0, vector(50), vector(100))
    rigid.SetRotation(*versor())
    turn = sitk.VersorTransform(versor()[0], 1.0, vector(100))
    turn.SetRotation(*versor())
    similarity = sitk.Similarity3DTransform(float(rng.uniform(0.5, 2)), *versor(), vector(50), vector(100))
    matrix = rotation(rng) @ (np.eye(3) + rng.uniform(-0.2, 0.2, (3, 3)))
    affine = sitk.AffineTransform(tuple(matrix.ravel()), vector(50), vector(100))
    shift = sitk.TranslationTransform(3, vector(50))
    nothing = sitk.Transform(3, sitk.sitkIdentity)
    single = [euler, zyx, rigid, turn, similarity, affine, shift, nothing]
    order = rng.permutation(len(single))[: rng.integers(2, 5)]
    return [*single, sitk.CompositeTransform([single[n] for n in order])]


def transforms(rng, out):
    paths = []
    for trial in range(20):
        for number, transform in enumerate(random_transforms(rng)):
            paths.append(out / f"itk_{trial}_{number}.tfm")
            sitk.WriteTransform(transform, str(paths[-1]))
            if number != 7 and trial % 4 == 0:  # the same in single precision, of which only the name differs
                single = out / f"itk_{trial}_{number}.txt"
                single.write_text(paths[-1].read_text().replace("_double_", "_float_"))
                paths.append(single)
    paths += sorted(need(SHARED / "brain_longitudinal_ms" / "patient01").glob("*.txt"))
    points = rng.uniform(-200, 200, (POINTS, 3))
    points.astype("<f8").tofile(out / "points.raw")
    worst, written, bad = 0.0, 0.0, []
    rows = engine("DumpFiles.java", "transforms", out, *paths)
    for row in rows:
        if row[0] == "refused":
            bad.append(row[2])
            continue
        _, path, raw, copy = row
        expected = in_double(path, points)
        off = np.abs(np.fromfile(raw, "<f8").reshape(-1, 3) - expected).max()
        again = np.abs(in_double(copy, points) - expected).max()
        worst, written = max(worst, off), max(written, again)
        if not max(off, again) <= TRANSFORM_MM:
            bad.append(f"{pathlib.Path(path).name}: read {off:.2g} mm, written {again:.2g} mm")
    text = (f"{len(rows)} transforms at {POINTS} points: read within {worst:.1e} mm of SimpleITK, "
            f"written by us and read by SimpleITK within {written:.1e} mm")
    return ["\n      ".join([text, *bad])], not bad and len(rows) == len(paths)


def in_double(path, points):
    """The points as SimpleITK takes them, which computes in double whatever the file is named."""
    transform = sitk.ReadTransform(str(path))
    return np.array([transform.TransformPoint(p) for p in points.tolist()])


def main():
    rng = np.random.default_rng(20261124)
    shared = [p for folder in ("volume_formats", "nifti_orientations", "brain_templates_2mm", "radiomics")
              for p in sorted(need(SHARED / folder).iterdir()) if p.is_file()]
    lines = []
    with tempfile.TemporaryDirectory() as temporary:
        out = pathlib.Path(temporary)
        lines += read_all("shared files", shared, out)
        itk, nib = written_by_itk(out, rng), written_by_nibabel(out, rng)
        lines += read_all("written by SimpleITK", itk, out)
        lines += read_all("written by nibabel", nib, out)
        lines += copies([*itk[::12], *(p for p in shared if p.name.endswith((".nii.gz", ".nrrd", ".mha")))], out)
        texts, holds = transforms(rng, out)
        lines += [(texts[0], holds)]
    verdict(lines)


main()
