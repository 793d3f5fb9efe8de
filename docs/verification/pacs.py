"""300 instances to and from an Orthanc on this machine: by DICOM and DICOMweb, plain and over TLS. What comes back is
compared by pydicom: whole files for DICOMweb, data sets byte for byte for C-MOVE, parsed data sets for C-GET (whose
sender may write the lengths of sequences anew).

Needs the Debian packages orthanc, orthanc-dicomweb and openssl (./run setup).

    ./run verify pacs [COUNT]      default 300
"""

import contextlib
import hashlib
import json
import os
import pathlib
import shutil
import socket
import ssl
import subprocess
import sys
import tempfile
import threading
import time

import numpy as np
import pydicom
from pydicom.dataset import Dataset, FileDataset, FileMetaDataset
from pydicom.sequence import Sequence
from pydicom.uid import (CTImageStorage, ExplicitVRLittleEndian, ImplicitVRLittleEndian, MRImageStorage,
                         PositronEmissionTomographyImageStorage, RTStructureSetStorage)

from common import OUT, need, regista, verdict

PREFIX = "1.2.826.0.1.3680043.10.9999.6"
STUDY = f"{PREFIX}.1"
PASSWORD = "not-a-secret"
MODALITIES = [("CT", CTImageStorage), ("MR", MRImageStorage), ("PT", PositronEmissionTomographyImageStorage)]


def base(sop, sop_class, series, syntax):
    meta = FileMetaDataset()
    meta.MediaStorageSOPClassUID, meta.MediaStorageSOPInstanceUID, meta.TransferSyntaxUID = sop_class, sop, syntax
    meta.ImplementationClassUID = PREFIX
    d = FileDataset(None, {}, file_meta=meta, preamble=b"\0" * 128)
    d.SpecificCharacterSet = "ISO_IR 192"
    d.SOPClassUID, d.SOPInstanceUID, d.StudyInstanceUID, d.SeriesInstanceUID = sop_class, sop, STUDY, series
    d.StudyDate = d.SeriesDate = d.ContentDate = "20260302"
    d.StudyTime = d.ContentTime = "101112"
    d.PatientName, d.PatientID, d.PatientBirthDate, d.PatientSex = "Müller^Zoë", "PACS1", "19700101", "F"
    d.StudyID, d.AccessionNumber, d.ReferringPhysicianName, d.SeriesNumber = "1", "A1", "", 1
    return d


def image(n, series, modality, sop_class, syntax):
    d = base(f"{series}.{n + 1}", sop_class, series, syntax)
    d.Modality, d.InstanceNumber, d.FrameOfReferenceUID = modality, n + 1, f"{PREFIX}.9"
    d.ImagePositionPatient, d.ImageOrientationPatient = [-100, -100, 2.5 * n], [1, 0, 0, 0, 1, 0]
    d.PixelSpacing, d.SliceThickness, d.Rows, d.Columns = [0.8, 0.8], 2.5, 256, 256
    d.SamplesPerPixel, d.PhotometricInterpretation = 1, "MONOCHROME2"
    d.BitsAllocated, d.BitsStored, d.HighBit, d.PixelRepresentation = 16, 16, 15, 1
    d.RescaleIntercept, d.RescaleSlope = 0, 1
    source = Dataset()
    source.ReferencedSOPClassUID, source.ReferencedSOPInstanceUID = sop_class, f"{series}.{n + 1}"
    purpose = Dataset()
    purpose.CodeValue, purpose.CodingSchemeDesignator, purpose.CodeMeaning = "121322", "DCM", "Source image"
    source.PurposeOfReferenceCodeSequence = Sequence([purpose])
    d.SourceImageSequence = Sequence([source])
    d.PixelData = np.random.default_rng(n).integers(-1000, 2000, (256, 256)).astype("<i2").tobytes()
    return d


def structures(series):
    d = base(f"{series}.1", RTStructureSetStorage, series, ExplicitVRLittleEndian)
    d.Modality, d.StructureSetLabel = "RTSTRUCT", "one"
    roi = Dataset()
    roi.ROINumber, roi.ReferencedFrameOfReferenceUID, roi.ROIName = 1, f"{PREFIX}.9", "BODY"
    roi.ROIGenerationAlgorithm = "AUTOMATIC"
    d.StructureSetROISequence = Sequence([roi])
    contour = Dataset()
    contour.ContourGeometricType, contour.NumberOfContourPoints = "CLOSED_PLANAR", 4
    contour.ContourData = [0, 0, 0, 10, 0, 0, 10, 10, 0, 0, 10, 0]
    drawn = Dataset()
    drawn.ReferencedROINumber, drawn.ContourSequence = 1, Sequence([contour])
    d.ROIContourSequence = Sequence([drawn])
    return d


def generate(folder, count):
    folder.mkdir(parents=True)
    for n in range(count - 1):
        modality, sop_class = MODALITIES[n % 3]
        syntax = ImplicitVRLittleEndian if n % 3 == 1 else ExplicitVRLittleEndian
        image(n, f"{PREFIX}.{2 + n % 3}", modality, sop_class, syntax).save_as(
            folder / f"{n:04d}.dcm", enforce_file_format=True)
    structures(f"{PREFIX}.5").save_as(folder / "structures.dcm", enforce_file_format=True)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


@contextlib.contextmanager
def orthanc(place, tls):
    """A fresh one; yields its ports (DICOM, HTTP, where it moves to)."""
    program = need(pathlib.Path("/usr/sbin/Orthanc"))
    plugin = need(pathlib.Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so"))
    folder = pathlib.Path(tempfile.mkdtemp(dir=place))
    dicom, http, move = free_port(), free_port(), free_port()
    settings = {
        "StorageDirectory": str(folder / "db"), "IndexDirectory": str(folder / "db"), "Plugins": [str(plugin)],
        "RemoteAccessAllowed": True, "AuthenticationEnabled": True, "RegisteredUsers": {"tester": PASSWORD},
        "HttpPort": http, "DicomAet": "TESTPACS", "DicomPort": dicom, "DicomCheckCalledAet": True,
        "DicomModalities": {"regista": {"AET": "REGISTA", "Host": "localhost", "Port": move, "UseDicomTls": bool(tls)}},
        "DicomAlwaysAllowStore": False, "DicomAlwaysAllowEcho": False, "DicomAlwaysAllowFind": False,
        "DicomAlwaysAllowGet": False, "DicomAlwaysAllowMove": False, "DicomWeb": {"Enable": True, "Root": "/dicom-web/"}}
    if tls:
        settings |= {"DicomTlsEnabled": True, "DicomTlsCertificate": str(tls / "server.crt"),
                     "DicomTlsPrivateKey": str(tls / "key.pem"), "DicomTlsTrustedCertificates": str(tls / "ca.crt"),
                     "DicomTlsRemoteCertificateRequired": True}
    (folder / "db").mkdir()
    (folder / "orthanc.json").write_text(json.dumps(settings))
    with open(folder / "log", "w", encoding="utf-8") as log:
        process = subprocess.Popen([program, str(folder / "orthanc.json")], stdout=log, stderr=log)
    try:
        for port in (dicom, http):
            for _ in range(300):
                with contextlib.suppress(OSError), socket.create_connection(("localhost", port), 0.2):
                    break
                time.sleep(0.1)
        yield dicom, http, move
    finally:
        process.terminate()
        process.wait()


def certificates(folder):
    """An authority, and a server and a client of it; the client also as PKCS #12."""
    folder.mkdir(parents=True)

    def openssl(*words):
        subprocess.run(["openssl", *words], cwd=folder, check=True, capture_output=True)

    openssl("genrsa", "-out", "key.pem", "2048")
    openssl("req", "-x509", "-new", "-key", "key.pem", "-sha256", "-days", "30", "-subj", "/CN=ca", "-out", "ca.crt")
    (folder / "ext").write_text("subjectAltName = DNS:localhost\nextendedKeyUsage = serverAuth,clientAuth\n")
    for name in ("server", "client"):
        openssl("req", "-new", "-key", "key.pem", "-subj", "/CN=localhost", "-out", f"{name}.csr")
        openssl("x509", "-req", "-in", f"{name}.csr", "-CA", "ca.crt", "-CAkey", "key.pem", "-CAcreateserial", "-sha256",
                "-days", "30", "-extfile", "ext", "-out", f"{name}.crt")
    openssl("pkcs12", "-export", "-inkey", "key.pem", "-in", "client.crt", "-passout", f"pass:{PASSWORD}",
            "-out", "client.p12")
    return folder


def https(tls, plain_port):
    """TLS with client certificates in front of a plain port, since Debian's Orthanc cannot do https; its port."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tls / "server.crt", tls / "key.pem")
    context.load_verify_locations(tls / "ca.crt")
    context.verify_mode = ssl.CERT_REQUIRED
    server = socket.create_server(("127.0.0.1", 0))

    def copy(source, target):
        with contextlib.suppress(OSError):
            while data := source.recv(65536):
                target.sendall(data)
        with contextlib.suppress(OSError):
            target.shutdown(socket.SHUT_RDWR)

    def serve():
        while True:
            client, _ = server.accept()
            with contextlib.suppress(OSError):
                secured = context.wrap_socket(client, server_side=True)
                peer = socket.create_connection(("127.0.0.1", plain_port))
                threading.Thread(target=copy, args=(secured, peer), daemon=True).start()
                threading.Thread(target=copy, args=(peer, secured), daemon=True).start()

    threading.Thread(target=serve, daemon=True).start()
    return server.getsockname()[1]


def data_set(path):
    """The bytes behind group 0002."""
    raw = path.read_bytes()
    length = int.from_bytes(raw[140:144], "little")
    return raw[144 + length:]


def differing(sent, came, how):
    """The names of files that did not come, or not as they were sent."""
    wrong = []
    for path in sent.iterdir():
        uid = pydicom.dcmread(path, specific_tags=["SOPInstanceUID"]).SOPInstanceUID
        other = came / f"{uid}.dcm"
        same = other.exists() and {
            "file": lambda: hashlib.sha256(path.read_bytes()).digest() == hashlib.sha256(other.read_bytes()).digest(),
            "data set": lambda: data_set(path) == data_set(other),
            "parsed": lambda: pydicom.dcmread(path) == pydicom.dcmread(other),
        }[how]()
        if not same:
            wrong.append(path.name)
    extra = len(list(came.iterdir())) - len(list(sent.iterdir())) if came.exists() else 0
    return wrong + ["more than was sent"] * (extra != 0)


def transfer(place, sent, name, node, options, fetches):
    """Sends, finds and fetches; lines for the verdict."""
    count = len(list(sent.iterdir()))
    lines = []
    _, said, seconds = regista("dicom", "send", "--node", node, *options, sent)
    lines.append((f"{name}: {count} sent in {seconds:.1f} s", f"{count} objects sent, 0 there already, 0 failed" in said))
    _, said, _ = regista("dicom", "find", "--node", node, *options, "--patient", "PACS1")
    lines.append((f"{name}: found, with the patient's name", "4 series" in said and "Müller^Zoë" in said))
    for kind, more, how in fetches:
        came = place / f"{name}-{kind}".replace(" ", "-")
        code, said, seconds = regista("dicom", "get", "--node", node, *options, *more, "--study", STUDY, "--out", came)
        wrong = differing(sent, came, how)
        lines.append((f"{name}: {count} by {kind} in {seconds:.1f} s, compared by {how}: {len(wrong)} differ {wrong[:3]}",
                      code == 0 and not wrong))
    return lines


def main():
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 300
    place = OUT / "pacs"
    shutil.rmtree(place, ignore_errors=True)
    sent = place / "sent"
    generate(sent, count)
    tls = certificates(place / "tls")
    os.environ |= {"REGISTA_NODE_PASSWORD": PASSWORD, "REGISTA_TLS_PASSWORD": PASSWORD}
    secured = ["--tls-identity", tls / "client.p12", "--tls-authorities", tls / "ca.crt"]
    login = ["--user", "tester"]
    lines = []
    for name, certs in (("plain", None), ("TLS", tls)):
        options = secured if certs else []
        with orthanc(place, certs) as (dicom, _, move):
            fetches = [("C-GET", [], "parsed"), ("C-MOVE", ["--move-port", move], "data set")]
            lines += transfer(place, sent, f"DICOM {name}", f"localhost:{dicom}:TESTPACS", options, fetches)
        with orthanc(place, None) as (_, http, _):
            root = f"https://localhost:{https(tls, http)}" if certs else f"http://localhost:{http}"
            lines += transfer(place, sent, f"DICOMweb {name}", f"{root}/dicom-web", [*options, *login],
                              [("WADO", [], "file")])
    verdict(lines)


if __name__ == "__main__":
    main()
