"""Every file of dicom_transfer_syntax as Regista reads its pixels, against dcmtk and pydicom.

Each file becomes a series of two slices (position, modality and UIDs are set, the pixel data stays as it is), which
Regista reads. dcmtk decompresses all but JPEG 2000, pydicom (with pylibjpeg: CharLS, OpenJPEG) all but 12-bit JPEG.
Lossless encodings must agree bit for bit with either, and all files of one image with its uncompressed one;
near-lossless JPEG-LS is deterministic and must agree too; JPEG and JPEG 2000 with loss may differ by 1.
Needs a build (mvn test-compile) and a JDK 25 (JAVA_HOME, else `java`).

    ./run verify transfer_syntaxes [FOLDER]      default: the shared data, else test-data
"""

import pathlib
import subprocess
import sys
import tempfile

import numpy as np
import pydicom
import pydicom.uid as uid

from common import ROOT, SHARED, engine

DCMTK = {uid.RLELossless: ["dcmdrle"], uid.JPEGBaseline8Bit: ["dcmdjpeg"], uid.JPEGExtended12Bit: ["dcmdjpeg"],
         uid.JPEGLossless: ["dcmdjpeg"], uid.JPEGLosslessSV1: ["dcmdjpeg"], uid.JPEGLSLossless: ["dcmdjpls"],
         uid.JPEGLSNearLossless: ["dcmdjpls"], uid.JPEG2000Lossless: None, uid.JPEG2000: None}
LOSSY = {uid.JPEGBaseline8Bit, uid.JPEGExtended12Bit, uid.JPEG2000}


def series(file, series_uid, folder):
    """Two slices in a folder of their own, with the pixel data of the file."""
    folder.mkdir()
    for k in range(2):
        image = pydicom.dcmread(file)
        image.Modality, image.SeriesInstanceUID = "MR", series_uid
        image.SOPInstanceUID = image.file_meta.MediaStorageSOPInstanceUID = f"{series_uid}.{k}"
        image.ImageOrientationPatient, image.PixelSpacing = [1, 0, 0, 0, 1, 0], [1, 1]
        image.ImagePositionPatient = [0, 0, k]
        image.RescaleSlope, image.RescaleIntercept = 1, 0
        for gone in ("PixelPaddingValue", "SmallestImagePixelValue"):
            if gone in image:
                delattr(image, gone)
        image.save_as(folder / f"{k}.dcm")


def ours(files):
    """By file, its pixels, or why it is refused."""
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        (folder / "out").mkdir()
        for n, file in enumerate(files):
            series(file, f"1.2.{n}", folder / str(n))
        read, why = {}, {}
        for row in engine("DumpSeries.java", folder, folder / "out"):
            if row[0] == "series":
                size = [int(n) for n in row[3].split()]
                read[row[2]] = np.fromfile(row[1], "<f4").reshape(size[::-1])[0].astype(int)
            else:
                why[len(why)] = " ".join(row[1:])
        return {file: read.get(f"1.2.{n}", "; ".join(why.values())) for n, file in enumerate(files)}


def by_dcmtk(file):
    """None where dcmtk cannot."""
    command = DCMTK.get(pydicom.dcmread(file, specific_tags=[]).file_meta.TransferSyntaxUID, ["dcmconv", "+te"])
    if command is None:
        return None
    with tempfile.TemporaryDirectory() as folder:
        target = pathlib.Path(folder) / "plain.dcm"
        subprocess.run([*command, file, target], check=True)
        return pydicom.dcmread(target).pixel_array.astype(int)


def by_pydicom(file):
    try:
        return pydicom.dcmread(file).pixel_array.astype(int)
    except RuntimeError:
        return None


def check(file, pixels, images):
    syntax = pydicom.dcmread(file, specific_tags=[]).file_meta.TransferSyntaxUID
    theirs = {"dcmtk": by_dcmtk(file), "pydicom": by_pydicom(file)}
    name = f"{file.parent.name}/{file.name} ({syntax.name})"
    if isinstance(pixels, str):
        colour = "colour" in pixels and pydicom.dcmread(file).SamplesPerPixel == 3
        print(f"{'ok ' if colour else 'BAD'} {name}: refused, {pixels}")
        return not colour
    allowed = 1 if syntax in LOSSY else 0
    if syntax not in LOSSY | {uid.JPEGLSNearLossless} and file.name.count("_"):
        theirs["its twins"] = images.setdefault(file.name.split("_")[0], pixels) if file.parent.name == "wg04" else None
    worst = {n: np.abs(t - pixels).max() if t.shape == pixels.shape else np.inf for n, t in theirs.items() if t is not None}
    ok = bool(worst) and max(worst.values()) <= allowed
    print(f"{'ok ' if ok else 'BAD'} {name}: largest difference " + ", ".join(f"{w} ({n})" for n, w in worst.items()))
    return not ok


def main():
    shared = SHARED / "dicom_transfer_syntax"
    folder = pathlib.Path(sys.argv[1]) if len(sys.argv) > 1 else shared if shared.exists() else (
        ROOT / "test-data/dicom_transfer_syntax")
    images = {}
    files = sorted(folder.rglob("*.dcm"), key=lambda f: (f.parent.name, "UNC" not in f.name, f.name))
    read = ours(files)
    bad = sum(check(f, read[f], images) for f in files)
    print(f"{len(files)} files, {bad} bad")
    sys.exit(bad > 0)


main()
