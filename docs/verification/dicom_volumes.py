"""Every frame of DICOM folders against the volumes that Regista makes of them, read by pydicom frame by frame.

For each frame of a CT, MR or PET image that lies in a volume: its first pixel is within 0.01 mm of a slice, its axes are
those of the volume, and its values are those of the slice. A frame that is in no volume must be in one that was refused
with its name, or among the rejected files. Also: enhanced MR against dcm2niix's own NIfTI, mosaics if given, and DICOMDIR
variants against the folder that they list.

    ./run verify dicom_volumes [FOLDER...]      default: dicom_* of the shared data
    ./run verify dicom_volumes --mosaic IN REF  folders In/X and files Ref/X.nii of github.com/neurolabusc/dcm_qa_mosaic
"""

import pathlib
import sys
import tempfile

import nibabel
import numpy as np
import pydicom

from common import RAS_TO_LPS, SHARED, engine, need

MM = 0.01


def volumes_of(path, out):
    """(uid, label, voxels [k][j][i], indexToLps) of each volume, and what was refused and rejected, as texts."""
    rows = engine("DumpSeries.java", path, out)
    found = []
    for raw, uid, size, matrix, _, label, *_ in (r[1:] for r in rows if r[0] == "series"):
        shape = tuple(reversed([int(n) for n in size.split()]))
        affine = np.vstack([np.array(matrix.split(), float).reshape(3, 4), [0, 0, 0, 1]])
        found.append((uid, label, np.fromfile(raw, "<f4").reshape(shape), affine))
    return found, [r for r in rows if r[0] != "series"]


def group(ds, n, sequence):
    """The functional group of a frame, its own before the shared one, else the image itself."""
    for place in ("PerFrameFunctionalGroupsSequence", "SharedFunctionalGroupsSequence"):
        if place in ds:
            item = ds[place].value[n if place.startswith("Per") else 0]
            if sequence in item:
                return item[sequence].value[0]
    return ds


def frames_of(file):
    """(series, name, first pixel, row axis mm, column axis mm, values) of each frame that has a place."""
    try:
        ds = pydicom.dcmread(file)
        pixels = ds.pixel_array
    except Exception:
        return
    if ds.get("Modality") not in ("CT", "MR", "PT") or "LOCALIZER" in ds.get("ImageType", []):
        return
    count = int(ds.get("NumberOfFrames", 1) or 1)
    pixels = pixels.reshape(count, ds.Rows, ds.Columns)
    for n in range(count):
        place = group(ds, n, "PlanePositionSequence").get("ImagePositionPatient")
        if place is None:
            continue
        axes = np.array(group(ds, n, "PlaneOrientationSequence").ImageOrientationPatient, float)
        rows_mm, columns_mm = map(float, group(ds, n, "PixelMeasuresSequence").PixelSpacing)
        scale = group(ds, n, "PixelValueTransformationSequence")
        values = pixels[n] * float(scale.get("RescaleSlope", 1)) + float(scale.get("RescaleIntercept", 0))
        yield (ds.SeriesInstanceUID, file.name, np.array(place, float), axes[:3] * columns_mm,
               axes[3:] * rows_mm, values)


def lies_in(frame, volume):
    """Whether the frame is a slice of the volume."""
    series, _, place, along_row, along_column, values = frame
    uid, label, voxels, affine = volume
    if uid.split("#")[0] != series or voxels.shape[1:] != values.shape:
        return False
    k = int(np.rint((np.linalg.inv(affine) @ [*place, 1])[2]))
    if not 0 <= k < len(voxels):
        return False
    corner = np.array(values.shape[::-1]) - 1
    there = (affine @ [0, 0, k, 1])[:3]
    far = there + affine[:3, 0] * corner[0] + affine[:3, 1] * corner[1]
    off = max(np.linalg.norm(there - place),
              np.linalg.norm(far - place - along_row * corner[0] - along_column * corner[1]))
    if label.startswith("PT") and values.any():  # read as SUV: the same values, times one factor
        values = values * (np.vdot(values, voxels[k]) / np.vdot(values, values))
    return off <= MM + volume_slack(volume) and np.allclose(voxels[k], values, rtol=1e-5, atol=1e-4 * np.ptp(values) + 1e-6)


SLACK = {}


def volume_slack(volume):
    """What a remark of the volume admits, mm."""
    return SLACK.get(volume[0], 0)


def check(folder):
    bad = 0
    with tempfile.TemporaryDirectory() as out:
        volumes, other = volumes_of(folder, out)
        told = " ".join(" ".join(r) for r in other)
        for row in other:
            if row[0] == "remark" and "taken as even" in row[2]:
                SLACK[row[1]] = float(row[2].split(" mm off")[0].split()[-1])
        slices = {n: 0 for n in range(len(volumes))}
        outside, refused = [], 0
        for file in sorted(f for f in pathlib.Path(folder).rglob("*") if f.is_file()):
            for frame in frames_of(file):
                hits = [n for n, v in enumerate(volumes) if lies_in(frame, v)]
                for n in hits:
                    slices[n] += 1
                if not hits:
                    if file.name in told or f"refused\t{frame[0]}" in "\n".join("\t".join(r) for r in other):
                        refused += 1
                    else:
                        outside.append(frame[1])
        for n, (uid, label, voxels, _) in enumerate(volumes):
            ok = slices[n] == len(voxels)
            bad += not ok
            print(f"  {'ok ' if ok else 'BAD'} {label}: {slices[n]} of {len(voxels)} slices are frames at their places")
        bad += len(outside)
        print(f"  {'BAD' if outside else 'ok '} {refused} frames in refused volumes or rejected files, "
              f"{len(outside)} in none {outside[:3]}")
        for row in other:
            if row[0] == "refused":
                print(f"      refused: {row[2]}")
    return bad


def against_nifti(folder, references):
    """Volumes against NIfTI files that another program made of the same files."""
    bad = 0
    with tempfile.TemporaryDirectory() as out:
        volumes, _ = volumes_of(folder, out)
        for reference in references:
            image = nibabel.load(reference)
            data, affine = np.asarray(image.dataobj, float), RAS_TO_LPS @ image.affine
            for volume in ([data] if data.ndim == 3 else [data[..., n] for n in range(data.shape[3])]):
                ok = any(same(volume, affine, v) for v in volumes)
                bad += not ok
                print(f"  {'ok ' if ok else 'BAD'} {reference.name}: one of our {len(volumes)} volumes has its values at their places")
    return bad


def same(data, affine, volume):
    """Whether an image [i][j][k] is the volume up to one factor; its axes may run otherwise."""
    _, _, voxels, ours = volume
    to_ours = np.linalg.inv(ours) @ affine
    index = np.indices(data.shape).reshape(3, -1)
    there = to_ours[:3, :3] @ index + to_ours[:3, 3:]
    near = np.rint(there).astype(int)
    shape = np.array(voxels.shape[::-1])[:, None]
    if np.abs(ours[:3, :3] @ (there - near)).max() > 0.05 or (near < 0).any() or (near >= shape).any():
        return False
    mine, theirs = voxels[near[2], near[1], near[0]].astype(float), data.ravel()
    factor = np.vdot(mine, theirs) / np.vdot(mine, mine)  # dcm2niix scales Philips magnitudes by a private slope
    return np.allclose(mine * factor, theirs, rtol=1e-4, atol=1e-3 * np.ptp(data))


def directories(folder):
    """A DICOMDIR leads to the volumes of its folder, however it is stored."""
    bad = 0
    with tempfile.TemporaryDirectory() as out:
        lists = sorted(folder.glob("DICOMDIR*"))
        for file in lists:
            if "nooffset" in file.name:  # its last item is longer than the file: refused as damaged, see the unit tests
                continue
            volumes, other = volumes_of(file, out)
            print(f"      {file.name}: {len(volumes)} volumes, {sum(r[0] == 'refused' for r in other)} refused, "
                  f"{sum(r[0] == 'rejected' for r in other)} rejected")
            expected = 0 if "empty" in file.name else 1
            bad += len(volumes) != expected
    return bad


def main():
    if sys.argv[1:2] == ["--mosaic"]:
        bad = 0
        for folder in sorted(pathlib.Path(sys.argv[2]).iterdir()):
            name, number = folder.name.rsplit("_", 1)
            print(folder.name)
            bad += against_nifti(folder, [pathlib.Path(sys.argv[3]) / f"{number}_{name}.nii"])
        sys.exit(f"{bad} disagreements" if bad else 0)
    if len(sys.argv) > 1:
        folders = [pathlib.Path(a) for a in sys.argv[1:]]
    else:
        folders = [need(SHARED / name) for name in
                   ("dicom_geometry_traps", "dicom_enhanced", "dicom_dicomdir", "dicom_transfer_syntax/wg04",
                    "dicom_transfer_syntax/series_compressed_j2k", "dicom_transfer_syntax/series_compressed_rle",
                    "dicom_series/sts032_ct", "dicom_series/sts032_pet", "dicom_reg/mr_moved")]
    bad = 0
    for folder in folders:
        print(folder.name)
        bad += check(folder)
    if len(sys.argv) == 1:
        print("against dcm2niix")
        bad += against_nifti(SHARED / "dicom_enhanced", sorted((SHARED / "dicom_enhanced").glob("ref_*.nii.gz")))
        print("DICOMDIR")
        bad += directories(SHARED / "dicom_dicomdir")
    sys.exit(f"{bad} disagreements" if bad else 0)


main()
