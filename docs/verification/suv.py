"""SUVbw of PET files against factors from elsewhere: real headers of four scanners, the worked values, a real slice.

Each case becomes a DICOM series of two or three slices (written by pydicom), which Regista reads. Expected: the factors of
calculate-suv's tests for four scanners; 1.48037508 (START) and 1.01351351 (ADMIN) for 5000 Bq/mL; for the real slice
the formula with its own numbers, here in Python; and refusals with their reasons. Bound: 0.01 %.

    ./run verify suv
"""

import copy
import csv
import json
import pathlib
import sys
import tempfile

import numpy as np
import pydicom
from pydicom.dataset import Dataset

from common import ROOT, SHARED, engine

BOUND = 1e-4
CASES = SHARED / "pet_suv" if (SHARED / "pet_suv").exists() else ROOT / "test-data/pet_suv"
TEMPLATE = ROOT / "test-data/dicom_series/sts032_pet"
DRUG = {"RadionuclideTotalDose", "RadionuclideHalfLife", "RadiopharmaceuticalStartTime",
        "RadiopharmaceuticalStartDateTime"}
WORKED = {"SeriesDate": "20260302", "SeriesTime": "110000", "AcquisitionDate": "20260302", "AcquisitionTime": "110000",
          "PatientWeight": 75, "DecayCorrection": "START", "Units": "BQML", "RadionuclideTotalDose": 370e6,
          "RadionuclideHalfLife": 6586.2, "RadiopharmaceuticalStartTime": "100000",
          "CorrectedImage": ["ATTN", "DECY"]}
STORED = 5000


def without(name):
    return {k: v for k, v in WORKED.items() if k != name}


REFUSED = {
    "no weight": (without("PatientWeight"), "Weight (0010,1030)"),
    "no dose": (without("RadionuclideTotalDose"), "Total Dose (0018,1074)"),
    "no half life": (without("RadionuclideHalfLife"), "Half Life (0018,1075)"),
    "no injection time": (without("RadiopharmaceuticalStartTime"), "(0018,1078)"),
    "no decay correction": (without("DecayCorrection"), "Decay Correction (0054,1102)"),
    "not decay corrected": (WORKED | {"DecayCorrection": "NONE"}, "NONE"),
    "decay corrected or not": (WORKED | {"CorrectedImage": ["ATTN"]}, "DECY"),
    "counts alone": (WORKED | {"Units": "CNTS"}, "(7053,1000)"),
    "dose in MBq": (WORKED | {"RadionuclideTotalDose": 370}, "370 Bq"),
    "two injection times": (WORKED | {"RadiopharmaceuticalStartDateTime": "20260302093000"}, "(0018,1072)"),
}


def write(headers, folder):
    """One slice per header, pixels of 5000."""
    folder.mkdir()
    source = pydicom.dcmread(next(iter(sorted(TEMPLATE.glob("*.dcm")))))
    for name in ("SUVType", "RadiopharmaceuticalInformationSequence", "Units", "DecayCorrection", "CorrectedImage",
                 "PatientWeight", "PatientSize", "SeriesDate", "SeriesTime", "AcquisitionDate", "AcquisitionTime",
                 "FrameReferenceTime", "ActualFrameDuration"):
        if name in source:
            delattr(source, name)
    source.RescaleSlope, source.RescaleIntercept = 1, 0
    for k, header in enumerate(headers):
        image, drug = copy.deepcopy(source), Dataset()
        image.SOPInstanceUID = f"1.2.3.{k}"
        image.ImagePositionPatient = [0, 0, 3 * k]
        image.PixelData = np.full((image.Rows, image.Columns), STORED, "<u2").tobytes()
        for name, value in header.items():
            if name == "PhilipsPETPrivateGroup":
                block = image.private_block(0x7053, "Philips PET Private Group", create=True)
                if "SUVScaleFactor" in value:
                    block.add_new(0x00, "DS", value["SUVScaleFactor"])
            elif name == "ActualFrameDuration":
                image.ActualFrameDuration = int(value)
            else:
                setattr(drug if name in DRUG else image, name, str(value).strip() if isinstance(value, str) else value)
        image.RadiopharmaceuticalInformationSequence = [drug]
        image.save_as(folder / f"{k}.dcm")


def ours(folder):
    """Unit, largest value and note of the only series."""
    with tempfile.TemporaryDirectory() as out:
        rows = [r for r in engine("DumpSeries.java", folder, out) if r[0] == "series"]
        if len(rows) != 1:
            sys.exit(f"{folder}: {rows}")
        return rows[0][5], np.fromfile(rows[0][1], "<f4").max(), rows[0][7]


def real_slice(folder):
    """The real slice twice; the expected largest SUV by the formula."""
    folder.mkdir()
    for k in range(2):
        image = pydicom.dcmread(SHARED / "pet_suv/pet_siemens_one_slice.dcm")
        image.SOPInstanceUID = f"{image.SOPInstanceUID}.{k}"
        image.ImagePositionPatient[2] += 3 * k
        image.save_as(folder / f"{k}.dcm")
    drug = image.RadiopharmaceuticalInformationSequence[0]
    seconds = [int(t[:2]) * 3600 + int(t[2:4]) * 60 + float(t[4:])
               for t in (str(drug.RadiopharmaceuticalStartTime), str(image.SeriesTime))]
    left = float(drug.RadionuclideTotalDose) * 2 ** (-(seconds[1] - seconds[0]) / float(drug.RadionuclideHalfLife))
    largest = float(image.RescaleSlope) * image.pixel_array.max() + float(image.RescaleIntercept)
    return largest * 1000 * float(image.PatientWeight) / left


def main():
    bad = 0
    with tempfile.TemporaryDirectory() as place:
        place = pathlib.Path(place)
        expected = {}
        for row in csv.DictReader(open(CASES / "expected_suvbw_factor.csv", encoding="utf-8")):
            write(json.loads((CASES / row["file"]).read_text()), place / row["file"])
            expected[row["file"]] = float(row["suvbw_factor"]) * STORED
        for name, (correction, value) in {"worked START": ("START", 1.48037508), "worked ADMIN": ("ADMIN", 1.01351351)}.items():
            write([WORKED | {"DecayCorrection": correction}] * 2, place / name)
            expected[name] = value
        late = {"SeriesTime": "003000", "AcquisitionTime": "003000", "RadiopharmaceuticalStartTime": "233000"}
        write([WORKED | late] * 2, place / "after midnight")
        expected["after midnight"] = 1.48037508
        if CASES.is_relative_to(SHARED):
            expected["real slice"] = real_slice(place / "real slice")
        for name, value in expected.items():
            unit, largest, note = ours(place / name)
            off = abs(largest - value) / value
            ok = unit == "SUV_BW" and off <= BOUND
            bad += not ok
            print(f"{'ok ' if ok else 'BAD'} {name}: {largest:.8g} [{unit}], expected {value:.8g}, off {100 * off:.1e} %\n      {note}")
        for name, (header, reason) in REFUSED.items():
            write([header] * 2, place / name)
            unit, largest, note = ours(place / name)
            ok = unit != "SUV_BW" and note.startswith("no SUV") and reason in note
            bad += not ok
            print(f"{'ok ' if ok else 'BAD'} {name}: {note}")
    print(f"{len(expected)} values, {len(REFUSED)} refusals, {bad} bad")
    sys.exit(bad > 0)


main()
