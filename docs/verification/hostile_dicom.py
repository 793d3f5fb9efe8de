"""Hostile and damaged DICOM files, read in a JVM with 256 MiB: each is read or refused with a reason within 5 s.

The reader's own hostile set (one file per class of bug that DICOM readers have had), the files of malformed_dicom, and
20,000 mutants of small files in all transfer syntaxes, by a fixed random seed. A file that hangs, overflows the stack,
takes all memory or is refused in another way than with a reason ends the run with its name.
Needs a build of the tests (mvn test-compile) and a JDK 25 (JAVA_HOME, else `java`).

    ./run verify hostile_dicom [MUTANTS [SEED]]
"""

import os
import pathlib
import resource
import subprocess
import sys

from common import ROOT, SHARED, engine_class_path, need

SEED = 20261124


def main():
    count = sys.argv[1] if len(sys.argv) > 1 else "20000"
    seed = sys.argv[2] if len(sys.argv) > 2 else str(SEED)
    folders = [ROOT / "test-data" / name for name in ("dicom_transfer_syntax", "dicom_objects", "dicom_series")]
    shared = [SHARED / name for name in ("malformed_dicom", "dicom_transfer_syntax")]
    folders += [folder for folder in shared if folder.exists()]
    for folder in shared:
        if not folder.exists():
            print(f"NOT RUN: {folder} is not there")
    java = pathlib.Path(os.environ["JAVA_HOME"], "bin", "java") if "JAVA_HOME" in os.environ else "java"
    tests = need(ROOT / "registration-engine/target/test-classes")
    done = subprocess.run(
        [java, "-Xmx256m", "-XX:+ExitOnOutOfMemoryError", "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
         "-cp", f"{tests}{os.pathsep}{engine_class_path()}", "org.regista.io.dicom.MutantRun", count, seed,
         *map(str, folders)], cwd=ROOT / "registration-engine", check=False)
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"seed {seed}, exit {done.returncode}, peak {peak} MiB resident")
    sys.exit(done.returncode != 0)


main()
