"""DICOM series as Regista reads them against SimpleITK (GDCM) and pydicom: geometry and every voxel.

Needs a build (mvn test-compile) and a JDK 25 (JAVA_HOME, else `java`). Agreement is asked to 1e-3 mm at the corners and to
1e-5 of the intensity range, float32 against float64.

    python3 docs/verification/dicom_oracle.py [FOLDER...]      default: the series of the shared data
"""

import pathlib
import sys
import tarfile
import tempfile

import numpy as np
import pydicom
import SimpleITK as sitk

from common import SHARED, corners_mm, engine, need

CORNER_MM = 1e-3
INTENSITY = 1e-5


def dump(folder, out):
    """Regista's reading: lists of series, refused series and rejected files."""
    rows = engine("DumpSeries.java", folder, out)
    return {kind: [r[1:] for r in rows if r[0] == kind] for kind in ("series", "refused", "rejected")}


def by_pydicom(files):
    """Voxels [k][j][i] and indexToLps, straight from the definition in PS3.3 C.7.6.2.1.1."""
    slices = [pydicom.dcmread(f) for f in files]
    o = np.array(slices[0].ImageOrientationPatient, float)
    normal = np.cross(o[:3], o[3:])
    slices.sort(key=lambda s: np.dot(normal, np.array(s.ImagePositionPatient, float)))
    p = [np.array(s.ImagePositionPatient, float) for s in slices]
    row_mm, column_mm = map(float, slices[0].PixelSpacing)
    affine = np.eye(4)
    affine[:3] = np.c_[o[:3] * column_mm, o[3:] * row_mm, (p[-1] - p[0]) / (len(p) - 1), p[0]]
    voxels = np.stack([
        s.pixel_array * float(s.get("RescaleSlope", 1)) + float(s.get("RescaleIntercept", 0)) for s in slices])
    return voxels, affine


def by_itk(folder, uid):
    files = sitk.ImageSeriesReader.GetGDCMSeriesFileNames(str(folder), uid)
    image = sitk.ReadImage(files)
    affine = np.eye(4)
    affine[:3, :3] = np.array(image.GetDirection()).reshape(3, 3) * np.array(image.GetSpacing())
    affine[:3, 3] = image.GetOrigin()
    return files, sitk.GetArrayFromImage(image).astype(float), affine


def place_of_voxels(voxels, affine):
    """The same image with k growing along the normal, as ours has it; ITK may order slices the other way."""
    normal = np.cross(affine[:3, 0], affine[:3, 1])
    if affine[:3, 2] @ normal > 0:
        return voxels, affine
    flip = np.eye(4)
    flip[2, 2], flip[2, 3] = -1, voxels.shape[0] - 1
    return voxels[::-1], affine @ flip


def check(folder):
    bad = 0
    with tempfile.TemporaryDirectory() as out:
        reading = dump(folder, out)
        for uid, why in reading["refused"]:
            print(f"  REFUSED {uid}: {why}")
            bad += 1
        for raw, uid, size, matrix, unit, label, _ in reading["series"]:
            shape = tuple(reversed([int(n) for n in size.split()]))
            ours = np.fromfile(raw, "<f4").reshape(shape).astype(float)
            affine = np.vstack([np.array(matrix.split(), float).reshape(3, 4), [0, 0, 0, 1]])
            files, *itk = by_itk(folder, uid)
            for name, (voxels, theirs) in {"pydicom": by_pydicom(files), "ITK": place_of_voxels(*itk)}.items():
                scale = np.ptp(voxels)
                off = np.abs(voxels - ours).max() / scale if voxels.shape == shape else np.inf
                corner = corners_mm(affine, theirs, shape)
                ok = off <= INTENSITY and corner <= CORNER_MM
                bad += not ok
                print(f"  {'ok ' if ok else 'BAD'} {label} [{unit}] {size} against {name}: "
                      f"corners {corner:.1e} mm, voxels {off:.1e} of the range")
    return bad


def main():
    if len(sys.argv) > 1:
        folders = [pathlib.Path(a) for a in sys.argv[1:]]
    else:
        folders = [need(SHARED / "dicom_series" / f"sts032_{m}") for m in ("ct", "mr", "pet")]
        folders.append(need(SHARED / "dicom_reg" / "mr_moved"))
    bad = 0
    with tempfile.TemporaryDirectory() as unpacked:
        for name in [] if len(sys.argv) > 1 else [
                "dicom_series/mr_brain_HFS", "dicom_series/mr_brain_HFDR",
                "dicom_native_petmr/mr_t2fs", "dicom_native_petmr/pet_wholebody"]:
            target = pathlib.Path(unpacked) / name
            tarfile.open(need(SHARED / f"{name}.tar.gz")).extractall(target, filter="data")
            folders += sorted({f.parent for f in target.rglob("*") if f.is_file()})
        for folder in folders:
            print(folder.name)
            bad += check(folder)
    sys.exit(f"{bad} disagreements" if bad else 0)


main()
