"""The same bytes for 1, 2, 3, 4 and 7 threads and over repeats, for every file that holds numbers."""

import hashlib

from common import OUT, ROOT, regista, verdict

FILES = ("warped.nii.gz", "linear.tfm", "displacement.nii.gz", "inverse_displacement.nii.gz", "fused.png")


def digests(folder):
    return {f: hashlib.sha256((folder / f).read_bytes()).hexdigest() for f in FILES if (folder / f).exists()}


def main():
    ms = ROOT / "test-data" / "brain_longitudinal_ms" / "patient01"
    leg = ROOT / "test-data" / "body_ct_mr_pet" / "sts032"
    lines = []
    for preset, fixed, moving in (
        ("mri-followup", ms / "study1_FLAIR.nii.gz", ms / "study2_FLAIR.nii.gz"),
        ("pet-mri", leg / "mr_t1.nii.gz", leg / "pet_suv.nii.gz"),
        ("ct-mri", leg / "mr_t1.nii.gz", leg / "ct.nii.gz"),
    ):
        runs = {}
        for name, threads in (("1", 1), ("2", 2), ("3", 3), ("4", 4), ("7", 7), ("2 again", 2)):
            folder = OUT / "determinism" / preset / name.replace(" ", "_")
            regista("register", "--fixed", fixed, "--moving", moving, "--preset", preset, "--threads", threads,
                    "--out", folder, "--force")
            runs[name] = digests(folder)
        first = runs["1"]
        different = [f"{file} with {name} threads" for name, run in runs.items() for file in first if run.get(file) != first[file]]
        lines.append((f"{preset}: {len(first)} files, threads {', '.join(runs)}: "
                      + ("identical" if not different else "DIFFER " + "; ".join(different)), not different and len(first) >= 3))
    verdict(lines)


if __name__ == "__main__":
    main()
