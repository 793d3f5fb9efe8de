"""The study library with 100,000 small files: one import within 60 s and 512 MiB of heap, cancelled within 1 s, and a
second import that adds nothing.

    ./run verify library_import [COUNT]      default 100000
"""

import os
import pathlib
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import numpy as np
import pydicom
from pydicom.dataset import FileDataset, FileMetaDataset
from pydicom.uid import CTImageStorage, ExplicitVRLittleEndian

from common import OUT, ROOT, measured, need, regista, verdict

SECONDS, HEAP_MIB, CANCEL_SECONDS = 60, 512, 1
PREFIX = "1.2.826.0.1.3680043.10.9999.5"
JAVA = os.path.join(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
SIDE = 40  # of an image: 3200 bytes of pixels, 4 KiB in all
SLICES = 200


def template():
    """One CT slice whose changing values have a fixed length, as bytes, and where they stand."""
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID = CTImageStorage, f"{PREFIX}.111111.2222222"
    meta.TransferSyntaxUID, meta.ImplementationClassUID = ExplicitVRLittleEndian, PREFIX
    d = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    d.SOPClassUID, d.SOPInstanceUID = CTImageStorage, f"{PREFIX}.111111.2222222"
    d.StudyInstanceUID, d.SeriesInstanceUID = f"{PREFIX}.333333", f"{PREFIX}.111111"
    d.StudyDate = d.SeriesDate = d.ContentDate = "20260302"
    d.StudyTime, d.ContentTime = "101112", "101112"
    d.Modality, d.SeriesDescription, d.PatientName, d.PatientID = "CT", "generated", "Many^Files", "N444444"
    d.InstanceNumber, d.FrameOfReferenceUID = 1, f"{PREFIX}.9"
    d.ImagePositionPatient, d.ImageOrientationPatient = ["0", "0", "555555"], [1, 0, 0, 0, 1, 0]
    d.PixelSpacing, d.SliceThickness = [1, 1], 1
    d.SamplesPerPixel, d.PhotometricInterpretation, d.Rows, d.Columns = 1, "MONOCHROME2", SIDE, SIDE
    d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
    d.RescaleIntercept, d.RescaleSlope = 0, 1
    d.PixelData = b"\xab" * (2 * SIDE * SIDE)
    with tempfile.NamedTemporaryFile() as file:
        d.save_as(file.name, enforce_file_format=True)
        return pathlib.Path(file.name).read_bytes()


def generate(folder, count):
    whole = template()
    rng = np.random.default_rng(1)
    for n in range(count):
        series = n // SLICES
        if n % SLICES == 0:
            (folder / f"{series:04d}").mkdir(parents=True)
        head = (whole[:-2 * SIDE * SIDE].replace(b"111111", b"%06d" % (series + 100000))
                .replace(b"2222222", b"%07d" % (n + 1000000)).replace(b"333333", b"%06d" % (series // 5 + 100000))
                .replace(b"N444444", b"N%06d" % (series // 20)).replace(b"555555", b"%06d" % (n % SLICES)))
        (folder / f"{series:04d}" / f"{n:06d}").write_bytes(head + rng.bytes(2 * SIDE * SIDE))


def importing(source, library):
    return [JAVA, f"-Xmx{HEAP_MIB}m", f"@{need(ROOT / 'app/target/run/launcher.args')}", f"-Xmx{HEAP_MIB}m",
            "org.regista.app.Main", "dicom", "import", source, "--library", library]


def cancelled(source, library):
    """Seconds from SIGINT to the end, and the exit status."""
    process = subprocess.Popen(list(map(str, importing(source, library))), stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    time.sleep(4)
    running = process.poll() is None
    start = time.monotonic()
    process.send_signal(signal.SIGINT)
    process.wait()
    return time.monotonic() - start, process.returncode, running


def objects(folder):
    return sum(1 for p in (folder / "files").rglob("*.dcm"))


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    regista("info", "--devices")  # builds what has changed
    place = OUT / "library_import"
    shutil.rmtree(place, ignore_errors=True)
    source, library = place / "source", place / "library"
    generate(source, count)

    seconds, status, running = cancelled(source, place / "cancelled")
    left = list((place / "cancelled" / "incoming").iterdir())
    resumed = measured(importing(source, place / "cancelled"), place)
    kept = objects(place / "cancelled")
    shutil.rmtree(place / "cancelled")

    first = measured(importing(source, library), place)
    said_first = (place / "log.txt").read_text()
    names = objects(library)
    second = measured(importing(source, library), place)
    said_second = (place / "log.txt").read_text()
    figures = [re.search(r"(\d+) files: (\d+) new, (\d+) there", text) for text in (said_first, said_second)]
    print(f"first:  {first['wall_s']:.1f} s, {first['cpu_s']:.1f} s of CPU, {first['peak_mb']:.0f} MB; {figures[0][0]}")
    print(f"second: {second['wall_s']:.1f} s, {second['cpu_s']:.1f} s of CPU; {figures[1][0]}")
    print(f"cancel: {seconds:.2f} s, status {status}")
    verdict([
        (f"{count} files imported in {first['wall_s']:.1f} s (bound {SECONDS} s) with -Xmx{HEAP_MIB}m",
         first["code"] == 0 and first["wall_s"] <= SECONDS and figures[0][2] == str(count) and names == count),
        ("a second import adds nothing", figures[1][2] == "0" and figures[1][3] == str(count)
         and objects(library) == count),
        (f"cancelled {seconds:.2f} s after SIGINT (bound {CANCEL_SECONDS} s) and left nothing half",
         running and seconds <= CANCEL_SECONDS and status in (130, -2) and not left),
        ("the import that follows a cancelled one completes it", resumed["code"] == 0 and kept == count),
    ])


if __name__ == "__main__":
    main()
