"""100,000 small DICOM files: time, memory, what is found, and how fast a scan ends when it is interrupted.

500 series of 200 slices (32 x 32 pixels, 3 KB each), written into out/verification/many (350 MB on most disks).

    ./run verify dicom_many_files [NUMBER OF SERIES]      default 500
"""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time

import numpy as np
import pydicom
from pydicom.dataset import FileMetaDataset

from common import OUT, ROOT, measured

SLICES = 200
HEAP_MB = 512
MOST_SECONDS = 60
MOST_SECONDS_TO_CANCEL = 1
ROOT_UID = "1.2.826.0.1.3680043.10.9999."

# Texts of one length, which are replaced in a template.
INSTANCE, SERIES, STUDY, PATIENT, HEIGHT = "9191.919191", "9393.9393", "9595.9595", "PH979797", "9898.98"


def template(path):
    """One slice, with every value that differs between files as one of the texts above."""
    ds = pydicom.Dataset()
    ds.file_meta = FileMetaDataset()
    ds.file_meta.MediaStorageSOPClassUID = ds.SOPClassUID = pydicom.uid.CTImageStorage
    ds.file_meta.MediaStorageSOPInstanceUID = ds.SOPInstanceUID = ROOT_UID + INSTANCE
    ds.file_meta.TransferSyntaxUID = pydicom.uid.ExplicitVRLittleEndian
    ds.SpecificCharacterSet, ds.ImageType = "ISO_IR 192", ["ORIGINAL", "PRIMARY", "AXIAL"]
    for tag in ("StudyDate", "SeriesDate", "AcquisitionDate", "ContentDate"):
        setattr(ds, tag, "20260102")
    for tag in ("StudyTime", "SeriesTime", "AcquisitionTime", "ContentTime"):
        setattr(ds, tag, "101112")
    ds.Modality, ds.Manufacturer, ds.SeriesDescription = "CT", "Phantom", "thorax"
    ds.PatientName, ds.PatientID, ds.PatientBirthDate, ds.PatientSex = "Phantom^Päule", PATIENT, "19700101", "O"
    ds.KVP, ds.SliceThickness, ds.ConvolutionKernel, ds.PatientPosition = "120", "2", "B30f", "HFS"
    ds.StudyInstanceUID, ds.SeriesInstanceUID = ROOT_UID + STUDY, ROOT_UID + SERIES
    ds.FrameOfReferenceUID, ds.SeriesNumber, ds.InstanceNumber = ROOT_UID + STUDY, "1", "1"
    ds.ImagePositionPatient, ds.ImageOrientationPatient = ["-16", "-16", HEIGHT], [1, 0, 0, 0, 1, 0]
    ds.SamplesPerPixel, ds.PhotometricInterpretation = 1, "MONOCHROME2"
    ds.Rows = ds.Columns = 32
    ds.PixelSpacing = [1, 1]
    ds.BitsAllocated = ds.BitsStored = 16
    ds.HighBit, ds.PixelRepresentation = 15, 1
    ds.RescaleIntercept, ds.RescaleSlope, ds.RescaleType = "0", "1", "HU"
    ds.PixelData = np.arange(1024, dtype="<i2").tobytes()
    ds.save_as(path, enforce_file_format=True)
    return path.read_bytes()


def write(folder, series):
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    plain = template(folder / "template")
    (folder / "template").unlink()
    for s in range(series):
        of_series = plain.replace(SERIES.encode(), b"1%03d.%04d" % (s, s)).replace(
            STUDY.encode(), b"2%03d.%04d" % (s // 2, s // 2)).replace(PATIENT.encode(), b"PH%06d" % (s // 4))
        into = folder / f"{s:04d}"
        into.mkdir()
        for n in range(SLICES):
            one = of_series.replace(INSTANCE.encode(), b"1%03d.1%05d" % (s, n)).replace(
                HEIGHT.encode(), b"%07.2f" % (2 * n))
            (into / f"{n:04d}").write_bytes(one)


def scan(folder):
    """Time, memory and tree of a scan of everything."""
    tree = folder.parent / "many.json"
    environment = dict(os.environ, JDK_JAVA_OPTIONS=f"-Xmx{HEAP_MB}m")
    command = ["bash", "-c", f"'{ROOT}/run' dicom scan --json '{folder}' > '{tree}'"]
    return measured(command, folder.parent, environment), json.loads(tree.read_text())


def seconds_to_cancel(folder):
    """From an interrupt in the middle of a scan to the end of the process, and its exit code."""
    process = subprocess.Popen([str(ROOT / "run"), "dicom", "scan", str(folder)], start_new_session=True,
                               stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    time.sleep(3)
    if process.poll() is not None:
        sys.exit("the scan was over before it could be interrupted")
    start = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=60)
    return time.monotonic() - start, process.returncode


def main():
    series = int(sys.argv[1]) if len(sys.argv) > 1 else 500
    folder = pathlib.Path(OUT) / "many"
    write(folder, series)
    used, tree = scan(folder)
    volumes = [v for p in tree["patients"] for t in p["studies"] for s in t["series"] for v in s["volumes"]]
    whole = [v for v in volumes if v["size"] == [32, 32, SLICES] and not v["remarks"] and not v["problem"]]
    cancel, code = seconds_to_cancel(folder)
    shutil.rmtree(folder)
    findings = {
        f"{len(whole)} whole volumes of {series}": len(whole) == len(volumes) == series,
        f"{len(tree['rejected'])} rejected": not tree["rejected"],
        f"{len(tree['patients'])} patients": len(tree["patients"]) == (series + 3) // 4,
        f"{used['wall_s']:.1f} s, {used['cpu_s']:.1f} s of processors (at most {MOST_SECONDS} s)":
            used["code"] == 0 and used["wall_s"] <= MOST_SECONDS,
        f"{HEAP_MB} MB of heap sufficed, {used['peak_mb']:.0f} MB in all": used["code"] == 0,
        f"cancelled within {cancel:.2f} s, exit {code}": cancel <= MOST_SECONDS_TO_CANCEL and code == 130,
    }
    print(f"{series * SLICES} files")
    for finding, ok in findings.items():
        print(f"  {'ok ' if ok else 'BAD'} {finding}")
    sys.exit(0 if all(findings.values()) else 1)


main()
