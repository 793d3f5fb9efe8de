"""Segmentations between highdicom and Regista, both ways, with frames that do not end at whole bytes.

1. highdicom writes random segmentations on the real MRI cut to odd sizes: binary, fractional and label maps, plain and
   compressed. Regista reads each; every voxel must be that which highdicom was given, at its place within 0.01 mm.
2. Regista writes random binary segmentations of odd sizes; highdicom must read every voxel at its place.
Needs a build (mvn test-compile) and a JDK 25 (JAVA_HOME, else `java`).

    ./run verify segmentations [--make FOLDER]      with --make: only writes a few files of highdicom, for the tests
"""

import pathlib
import shutil
import sys

import highdicom
import numpy as np
import pydicom
import pydicom.uid as uid
from highdicom.seg import SegmentAlgorithmTypeValues as Algorithm
from highdicom.seg import SegmentationTypeValues as Kind
from pydicom.sr.codedict import codes

from common import OUT, ROOT, engine, verdict

MR = ROOT / "test-data" / "dicom_objects" / "mr_moved"
PLACE = OUT / "segmentations"
KINDS = [(Kind.BINARY, uid.ExplicitVRLittleEndian), (Kind.BINARY, uid.ImplicitVRLittleEndian),
         (Kind.BINARY, uid.JPEG2000Lossless), (Kind.FRACTIONAL, uid.ExplicitVRLittleEndian),
         (Kind.FRACTIONAL, uid.RLELossless), (Kind.LABELMAP, uid.JPEGLSLossless),
         (Kind.LABELMAP, uid.ExplicitVRLittleEndian), (Kind.LABELMAP, uid.RLELossless),
         (Kind.LABELMAP, uid.JPEG2000Lossless)]
SIZES = [(3, 5), (7, 9), (13, 11), (5, 3), (1, 9), (33, 35)]
LESS_THAN_A_BYTE = (1, 7)  # highdicom 0.28.2 writes such frames so that it does not read them back itself; it reads ours
PLANES, SEGMENTS = 4, 3


def source(rows, columns):
    """Slices of the MRI, cut to a corner, as highdicom's source images."""
    images = []
    for file in sorted(MR.glob("*.dcm"))[:PLANES]:
        image = pydicom.dcmread(file)
        image.PixelData = image.pixel_array[:rows, :columns].tobytes()
        if len(image.PixelData) % 2:
            image.PixelData += b"\0"
        image.Rows, image.Columns = rows, columns
        images.append(image)
    normal = np.cross(*np.reshape(images[0].ImageOrientationPatient, (2, 3)).astype(float))
    return sorted(images, key=lambda i: normal @ np.array(i.ImagePositionPatient, float))


def described(number):
    return highdicom.seg.SegmentDescription(
        number, f"part {number}", codes.SCT.Tissue, codes.SCT.Tissue, Algorithm.AUTOMATIC,
        highdicom.AlgorithmIdentificationSequence("random", codes.DCM.ArtificialIntelligence, "1"))


def pixels(kind, rows, columns, rng):
    """(planes, rows, columns, segments); labels exclude each other, the others overlap."""
    if kind == Kind.LABELMAP:
        labels = rng.integers(0, SEGMENTS + 1, (PLANES, rows, columns))
        return np.stack([labels == n + 1 for n in range(SEGMENTS)], -1).astype(np.uint8)
    drawn = rng.random((PLANES, rows, columns, SEGMENTS))
    return (drawn < 0.4).astype(np.uint8) if kind == Kind.BINARY else np.round(drawn * 255) / 255


def by_highdicom(kind, syntax, rows, columns, rng, file):
    images, mask = source(rows, columns), pixels(kind, rows, columns, rng)
    mask[0, 0, 0, :] = [1, 0, 0] if kind == Kind.LABELMAP else 1  # so that the first and last plane are stored
    mask[-1, 0, 0, :] = [1, 0, 0] if kind == Kind.LABELMAP else 1
    seg = highdicom.seg.Segmentation(
        images, mask, kind, [described(n + 1) for n in range(SEGMENTS)], highdicom.UID(), 100, highdicom.UID(), 1,
        "Maker", "Model", "1", "0", transfer_syntax_uid=syntax, max_fractional_value=255)
    seg.save_as(file)
    return mask, np.array([i.ImagePositionPatient for i in images], float)


def read_by_us(rng):
    jobs, worst, wrong, refused = [], 0.0, 0, []
    for n, (rows, columns) in enumerate(SIZES):
        for m, (kind, syntax) in enumerate(KINDS):
            if syntax in (uid.JPEG2000Lossless, uid.JPEGLSLossless) and max(rows, columns) < 32:
                continue  # highdicom and its codecs do not make those
            file = PLACE / f"{n}_{m}.dcm"
            jobs.append((file, *by_highdicom(kind, syntax, rows, columns, rng, file)))
    rows = engine("DumpSegments.java", "read", PLACE, *(job[0] for job in jobs))
    by_file = {}
    for file, *rest in rows:
        by_file.setdefault(file, []).append(rest)
    for file, mask, places in jobs:
        said = by_file.get(str(file), [["refused", "no answer"]])
        if said[0][0] == "refused" or len(said) != SEGMENTS:
            refused.append(f"{file.name}: {said[0][-1]}")
            continue
        for number, (_, raw, size, matrix) in enumerate(said):
            got = np.fromfile(raw, "<f4").reshape([int(s) for s in size.split()][::-1])
            wrong += int(got.shape != mask.shape[:3]) or int((np.abs(got - mask[..., number]) > 1e-6).sum())
            m = np.array(matrix.split(), float).reshape(3, 4)
            worst = max(worst, np.abs(m @ np.c_[np.zeros((len(got), 2)), np.arange(len(got)), np.ones(len(got))].T
                                      - places.T).max())
    print("\n".join(refused))
    return [(f"of highdicom: {len(jobs)} files, {len(refused)} not read, {wrong} voxels differ, places within {worst:.6f} mm",
             not refused and wrong == 0 and worst < 0.01)]


def read_by_highdicom():
    """Ours: DumpSegments draws bits, writes the object and the bits beside it."""
    wrong, worst, count = 0, 0.0, 0
    for file, raw, size, matrix in engine("DumpSegments.java", "write", PLACE, MR, 
                                             *(f"{c}x{r}" for r, c in [*SIZES, LESS_THAN_A_BYTE])):
        ni, nj, nk = (int(s) for s in size.split())
        bits = np.fromfile(raw, "u1").reshape(-1, nk, nj, ni)
        seg = highdicom.seg.segread(file)
        ours = np.vstack([np.array(matrix.split(), float).reshape(3, 4), [0, 0, 0, 1]])
        for number in range(len(bits)):
            volume = seg.get_volume(segment_numbers=[number + 1], rescale_fractional=False)
            index = np.argwhere(volume.array[..., 0] > 0)
            theirs = (volume.affine @ np.c_[index, np.ones(len(index))].T)[:3]
            k, j, i = np.nonzero(bits[number])
            expected = (ours @ np.c_[i, j, k, np.ones(len(i))].T)[:3]
            if theirs.shape != expected.shape:
                wrong += 1
                continue
            worst = max(worst, max(np.linalg.norm(theirs.T - p, axis=1).min() for p in expected.T))
        raw_bits = np.unpackbits(np.frombuffer(seg.PixelData, "u1"), bitorder="little")
        wrong += int(raw_bits[:bits.size].tolist() != bits.ravel().tolist())
        count += 1
    return [(f"ours through highdicom: {count} files, {wrong} that differ, places within {worst:.6f} mm",
             count == len(SIZES) + 1 and wrong == 0 and worst < 0.01)]


def make(folder):
    """The files of test-data, always of the same bits; the truth is in a file beside them."""
    rng = np.random.default_rng(19)
    truth = ["file,segment,voxels,sum_of_(1+i+10*j+100*k)"]
    for name, kind, syntax in (("binary_7x9", Kind.BINARY, uid.ExplicitVRLittleEndian),
                               ("labelmap_7x9_rle", Kind.LABELMAP, uid.RLELossless),
                               ("labelmap_7x9", Kind.LABELMAP, uid.ExplicitVRLittleEndian),
                               ("fractional_7x9_rle", Kind.FRACTIONAL, uid.RLELossless)):
        file = folder / f"made_{name}.dcm"
        mask, _ = by_highdicom(kind, syntax, 7, 9, rng, file)
        k, j, i = np.indices(mask.shape[:3])
        truth += [f"{file.name},{n + 1},{(mask[..., n] >= 0.5).sum()},"
                  f"{((1 + i + 10 * j + 100 * k) * (mask[..., n] >= 0.5)).sum()}" for n in range(SEGMENTS)]
    (folder / "made_truth.csv").write_text("\n".join(truth) + "\n")


def main():
    if "--make" in sys.argv:
        make(pathlib.Path(sys.argv[-1]))
        return
    shutil.rmtree(PLACE, ignore_errors=True)
    PLACE.mkdir(parents=True)
    verdict(read_by_us(np.random.default_rng(1)) + read_by_highdicom())


if __name__ == "__main__":
    main()
