"""What other software reads in our DICOM objects: pydicom and highdicom on REG, SEG and SR; dciodvfy on every file.

Registers the real PET onto the real MRI with a pose of its own, and carries the contours and the mask of the tumour of
the PET along. Then, without our code:
1. dciodvfy finds no error in any file of six exports (both directions, with CT, one deformed), 200 files or more.
2. highdicom opens the segmentation: its voxels, at their places, are those of our label image; the volume is that of
   the report.
3. highdicom opens the report as TID 1500 with its measurement groups; the numbers, units and references are those of
   registration.json and of the exported objects.
4. pydicom reads the contours: in the planes of the fixed image they enclose the tumour's mask.
5. The encapsulated PDF opens in strict mode and names both frames of reference.
"""

import io
import json
import shutil
import subprocess
import sys

import highdicom
import nibabel
import numpy as np
import pydicom
import pypdf

from common import OUT, RAS_TO_LPS, ROOT, regista, verdict

DATA = ROOT / "test-data"
PET = DATA / "dicom_series" / "sts032_pet"
MR = DATA / "dicom_objects" / "mr_moved"
CT = DATA / "dicom_objects" / "ct"
CONTOURS = DATA / "dicom_objects" / "rt" / "sts032_mr_rtstruct.dcm"
MASK = DATA / "body_ct_mr_pet" / "sts032" / "pet_suv_gtv.nii.gz"
PLACE = OUT / "dicom_objects"
FILES = 200


def export(name, fixed, moving, *more, preset="pet-mri", stages="rigid"):
    result = PLACE / name / "result"
    regista("register", "--fixed", fixed, "--moving", moving, "--preset", preset, "--stages", stages, "--out", result,
            "--force")
    regista("dicom", "export", "--registration", result, "--out", PLACE / name / "dicom", "--force", *more)
    return result, PLACE / name / "dicom"


def dciodvfy(folders):
    if shutil.which("dciodvfy") is None:
        sys.exit("NOT RUN: dciodvfy is missing (Debian package dicom3tools)")
    files = sorted(f for folder in folders for f in folder.rglob("*.dcm"))
    bad, kinds = [], set()
    for file in files:
        said = subprocess.run(["dciodvfy", str(file)], capture_output=True, text=True, check=False)
        lines = (said.stdout + said.stderr).splitlines()
        bad += [f"{file}: {line}" for line in lines if line.startswith("Error")]
        kinds.add(pydicom.dcmread(file, stop_before_pixels=True).SOPClassUID.name)
    print("\n".join(bad[:20]))
    return [(f"dciodvfy: {len(files)} files of {len(kinds)} kinds, {len(bad)} errors", not bad and len(files) >= FILES),
            ("kinds: " + ", ".join(sorted(kinds)), len(kinds) >= 10)]


def mask_on_fixed(result):
    """Our own label image on the fixed grid: voxel centres in LPS mm."""
    out = result.parent / "mask.nii.gz"
    regista("apply", "--registration", result, "--in", MASK, "--interpolation", "label", "--out", out)
    image = nibabel.load(out)
    index = np.argwhere(np.asarray(image.dataobj) > 0.5)
    return (RAS_TO_LPS @ image.affine @ np.c_[index, np.ones(len(index))].T).T[:, :3], abs(np.linalg.det(image.affine))


def segmentation(dicom, result):
    seg = highdicom.seg.segread(str(dicom / "segmentation.dcm"))
    volume = seg.get_volume(combine_segments=True)
    index = np.argwhere(volume.array > 0)
    theirs = (volume.affine @ np.c_[index, np.ones(len(index))].T).T[:, :3]
    ours, voxel = mask_on_fixed(result)
    same = len(ours) == len(theirs)
    distance = max(np.linalg.norm(theirs - p, axis=1).min() for p in ours) if same else float("inf")
    return [(f"SEG through highdicom: {len(theirs)} voxels, ours {len(ours)}, farthest apart {distance:.4f} mm",
             same and len(ours) > 50 and distance < 0.01)], len(ours) * voxel


def report(dicom, result, volume):
    sr = highdicom.sr.srread(str(dicom / "report.dcm"))
    groups = sr.content.get_image_measurement_groups()
    record = json.loads((result / "registration.json").read_text())
    numbers = {m.name.value: (m.value, m.unit.value) for g in groups for m in g.get_measurements()}
    lines = [(f"SR through highdicom: {type(sr).__name__}, {len(groups)} group(s) of images, "
              f"{len(sr.content.get_volumetric_roi_measurement_groups())} of volumes", len(groups) == 1)]
    expected = {"ROTATION": (record["quality"]["linear"]["turnDegrees"], "deg"),
                "NMI_AFTER": (record["quality"]["after"]["nmi"], "1"),
                "INVERSE_MAX": (record["quality"]["inverseConsistency"]["mm"]["max"], "mm")}
    for name, (value, unit) in expected.items():
        said = numbers.get(name, (float("nan"), ""))
        lines.append((f"SR {name}: {said[0]:.9g} {said[1]}, registration.json {value:.9g}",
                      abs(said[0] - value) < 1e-9 and said[1] == unit))
    roi, = sr.content.get_volumetric_roi_measurement_groups()
    measured, = roi.get_measurements()
    seg = pydicom.dcmread(dicom / "segmentation.dcm", stop_before_pixels=True)
    refers = roi.referenced_segment.referenced_sop_instance_uid == seg.SOPInstanceUID
    lines.append((f"SR volume: {measured.value:.3f} {measured.unit.value}, from our voxels {volume:.3f}; refers to the "
                  f"written segment: {refers}", abs(measured.value - volume) < 0.01 and refers))
    return lines


def contours(dicom, result):
    rt = pydicom.dcmread(dicom / "rtstruct.dcm")
    points = np.concatenate([np.array(c.ContourData, float).reshape(-1, 3)
                             for c in rt.ROIContourSequence[0].ContourSequence])
    mask, _ = mask_on_fixed(result)
    off = np.linalg.norm((points.min(0) + points.max(0)) / 2 - (mask.min(0) + mask.max(0)) / 2)
    frame = pydicom.dcmread(next(MR.glob("*.dcm")), stop_before_pixels=True).FrameOfReferenceUID
    inside = rt.StructureSetROISequence[0].ReferencedFrameOfReferenceUID == frame
    return [(f"RTSTRUCT through pydicom: {len(points)} points, the middle of their box {off:.2f} mm from that of the "
             f"mask (voxels of the PET are 3.9 mm), in the fixed frame: {inside}", off < 3.9 and inside)]


def document(dicom):
    ds = pydicom.dcmread(dicom / "summary.dcm")
    reader = pypdf.PdfReader(io.BytesIO(ds.EncapsulatedDocument[:ds.EncapsulatedDocumentLength]), strict=True)
    text = "".join(page.extract_text() for page in reader.pages).replace("\n", "")
    frames = {pydicom.dcmread(next(f.glob("*.dcm")), stop_before_pixels=True).FrameOfReferenceUID for f in (PET, MR)}
    return [("PDF through pypdf: names both frames of reference", all(frame in text for frame in frames))]


def main():
    result, dicom = export("pet_on_mr", MR, PET, "--contours", CONTOURS, "--labels", MASK)
    other = [export("mr_on_pet", PET, MR)[1], export("ct_on_mr", MR, CT)[1], export("mr_on_ct", CT, MR)[1],
             export("ct_on_pet", PET, CT)[1],
             export("deformed", PET, MR, preset="generic", stages="rigid,diffeo")[1]]
    seg, volume = segmentation(dicom, result)
    verdict(dciodvfy([dicom, *other]) + seg + report(dicom, result, volume) + contours(dicom, result) + document(dicom))


if __name__ == "__main__":
    main()
