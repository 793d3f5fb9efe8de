"""The tools that are compared: their commands, and how the maps they write are read.

Every tool starts from the same linear transform and uses two threads. Commands are those of the benchmark protocol.
What is timed is `command`; `baseline` is the same process with no iterations (start, reading, pyramid, writing), to be
taken off where a tool has no clock of its own; `finish` makes readable what was written, and is not timed.
"""

import dataclasses
import os
import pathlib
import re
import shutil
import subprocess
import sys

import numpy as np

from peer_maps import Grid, Map, deformation_ras, displacement, read_itk

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[1]


@dataclasses.dataclass(frozen=True)
class Affine:
    """The linear transform all tools start from: LPS matrix fixed to moving, and the files that hold it."""

    matrix: np.ndarray
    ras: pathlib.Path
    itk: pathlib.Path


def quiet(command):
    subprocess.run([str(c) for c in command], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def module_missing(name):
    done = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False)
    return None if done.returncode == 0 else f"the Python package {name} is not installed"


def program(name, variable):
    """The executable: named by an environment variable, else found on PATH; or None."""
    return os.environ.get(variable) or shutil.which(name)


class Tool:
    """One tool with one set of parameters."""

    slow = False
    loop_is = "whole process less the same process without iterations"

    def __init__(self, name):
        self.name = name

    def missing(self):
        """Why the tool cannot run here, or None."""

    def prepare(self, case, affine, folder):
        """Writes what the command reads."""

    def command(self, case, affine, folder):
        """The command that is timed."""

    def baseline(self, case, affine, folder):
        """The command that does all but iterate, or None."""

    def finish(self, case, affine, folder):
        """Makes readable what the command wrote."""

    def maps(self, case, affine, folder):
        """(forward, inverse or None)."""

    def version(self):
        """What else the result depends on: source or package version."""
        return ""

    def loop(self, folder, whole, base):
        """(wall, CPU) seconds of the deformable optimisation, of the whole process and of the baseline."""
        if base is None:
            return whole["wall_s"], whole["cpu_s"]
        return whole["wall_s"] - base["wall_s"], whole["cpu_s"] - base["cpu_s"]


class Regista(Tool):
    loop_is = "the iterations of all levels; CPU of all threads, compiler and collector too"

    def __init__(self, name, preset):
        super().__init__(name)
        self.preset = preset

    def missing(self):
        done = subprocess.run([ROOT / "run", "info", "--presets"], capture_output=True, text=True, check=False)
        known = self.preset in done.stdout.replace(",", " ").split()
        return None if known else f"there is no preset '{self.preset}' in this version"

    def version(self):
        names = ["registration-engine", "native", "app"]
        trees = subprocess.check_output(["git", "-C", ROOT, "rev-parse", *(f"HEAD:{n}" for n in names)], text=True)
        return trees + subprocess.check_output(["git", "-C", ROOT, "diff", "HEAD", "--", *names], text=True)

    def command(self, case, affine, folder):
        return [ROOT / "run", "register", "--fixed", case.fixed, "--moving", case.moving, "--preset", self.preset,
                "--init", affine.itk, "--stages", "diffeo", "--threads", 2, "--out", folder / "result", "--force"]

    def maps(self, case, affine, folder):
        linear = read_itk(folder / "result/linear.tfm")
        return through_field(folder / "result/displacement.nii.gz", folder / "result/inverse_displacement.nii.gz",
                             linear)

    def loop(self, folder, whole, base):
        found = re.findall(r"iterations at [\d.]+ mm: ([\d.]+) s, CPU ([\d.]+) s", (folder / "log.txt").read_text())
        return sum(float(wall) for wall, _ in found), sum(float(cpu) for _, cpu in found)


def through_field(forward, inverse, linear):
    """x -> linear(x + u(x)), and back p -> y + v(y) with y = linear^-1 p: greedy, ANTs and ours alike."""
    back = Map(*displacement(inverse), before=np.linalg.inv(linear)) if inverse else None
    return Map(*displacement(forward), after=linear), back


class Greedy(Tool):
    RUN = [sys.executable, "-c", "import sys, picsl_greedy; picsl_greedy.Greedy3D().execute(' '.join(sys.argv[1:]))"]

    def missing(self):
        return module_missing("picsl_greedy")

    def command(self, case, affine, folder, iterations="100x50x10"):
        return [*self.RUN, "-d", 3, "-threads", 2, "-i", case.fixed, case.moving, "-it", affine.ras,
                "-m", "NCC", "2x2x2", "-n", iterations, "-s", "1.732vox", "0.7071vox", "-e", "1.0", "-wp", 0,
                "-o", folder / "warp.nii"]

    def baseline(self, case, affine, folder):
        return self.command(case, affine, folder / "baseline", "0x0x0")

    def finish(self, case, affine, folder):
        quiet([*self.RUN, "-d", 3, "-wp", 0, "-iw", folder / "warp.nii", folder / "inverse.nii"])

    def maps(self, case, affine, folder):
        return through_field(folder / "warp.nii", folder / "inverse.nii", affine.matrix)

    @staticmethod
    def affine_command(case, output):
        return [*Greedy.RUN, "-d", 3, "-threads", 2, "-a", "-dof", 12, "-ia-image-centers", "-i", case.fixed,
                case.moving, "-m", "NCC", "2x2x2", "-n", "100x50x10", "-seed", 1, "-o", output]


class Ants(Tool):
    slow = True
    loop_is = "whole process (starting and reading are below 1 % of it)"
    RUN = [sys.executable, "-c", "import sys, ants; from ants.internal import get_lib_fn; "
           "sys.exit(get_lib_fn('antsRegistration')(sys.argv[1:]))"]

    def missing(self):
        return None if program("antsRegistration", "ANTS_REGISTRATION") else module_missing("ants")

    def command(self, case, affine, folder):
        own = program("antsRegistration", "ANTS_REGISTRATION")
        return [*([own] if own else self.RUN), "-d", 3, "--float", 1, "-v", 1, "-r", affine.itk, "-o", f"{folder}/",
                "-t", "SyN[0.1,3,0]", "-m", f"CC[{case.fixed},{case.moving},1,2]", "-c", "[100x70x50x20,1e-6,10]",
                "-f", "8x4x2x1", "-s", "3x2x1x0vox"]

    def maps(self, case, affine, folder):
        return through_field(folder / "1Warp.nii.gz", folder / "1InverseWarp.nii.gz", affine.matrix)


class NiftyReg(Tool):
    slow = True
    loop_is = "whole process"

    def __init__(self, name, options):
        super().__init__(name)
        self.options = options

    def missing(self):
        found = program("reg_f3d", "REG_F3D") and program("reg_transform", "REG_TRANSFORM")
        return None if found else "no reg_f3d and reg_transform on PATH, in REG_F3D and REG_TRANSFORM"

    def command(self, case, affine, folder):
        return [program("reg_f3d", "REG_F3D"), "-ref", case.fixed, "-flo", case.moving, "-aff", affine.ras,
                *self.options, "-ln", 3, "-maxit", 150, "-omp", 2, "-cpp", folder / "cpp.nii", "-res",
                folder / "warped.nii"]

    def finish(self, case, affine, folder):
        for image, grid, field in ((case.fixed, "cpp.nii", "there.nii"), (case.moving, "cpp_backward.nii", "back.nii")):
            if (folder / grid).exists():
                quiet([program("reg_transform", "REG_TRANSFORM"), "-ref", image, "-def", folder / grid, folder / field])

    def maps(self, case, affine, folder):
        back = folder / "back.nii"
        return Map(*deformation_ras(folder / "there.nii")), Map(*deformation_ras(back)) if back.exists() else None


class Elastix(Tool):
    slow = True
    loop_is = "whole process"

    def missing(self):
        return None if program("elastix", "ELASTIX") and program("transformix", "TRANSFORMIX") else "not on PATH"

    def prepare(self, case, affine, folder):
        (folder / "affine.txt").write_text(elastix_affine(affine.matrix, Grid.of(case.fixed_image())))

    def command(self, case, affine, folder):
        return [program("elastix", "ELASTIX"), "-threads", 2, "-f", case.fixed, "-m", case.moving,
                "-t0", folder / "affine.txt", "-p", HERE / "elastix_bspline_ncc.txt", "-out", folder]

    def version(self):
        return (HERE / "elastix_bspline_ncc.txt").read_text()

    def finish(self, case, affine, folder):
        quiet([program("transformix", "TRANSFORMIX"), "-threads", 2, "-def", "all", "-out", folder, "-tp",
               folder / "TransformParameters.0.txt"])

    def maps(self, case, affine, folder):
        return Map(*displacement(folder / "deformationField.nii")), None


def elastix_affine(matrix, grid):
    def words(values):
        return " ".join(f"{v:.12g}" for v in values)

    spacing = grid.spacing()
    return "\n".join([
        '(Transform "AffineTransform")', "(NumberOfParameters 12)",
        f"(TransformParameters {words([*matrix[:3, :3].ravel(), *matrix[:3, 3]])})",
        '(InitialTransformParametersFileName "NoInitialTransform")', '(HowToCombineTransforms "Compose")',
        "(FixedImageDimension 3)", "(MovingImageDimension 3)", f"(Size {words(grid.shape)})", "(Index 0 0 0)",
        f"(Spacing {words(spacing)})", f"(Origin {words(grid.matrix[:3, 3])})",
        f"(Direction {words((grid.matrix[:3, :3] / spacing).T.ravel())})",
        '(UseDirectionCosines "true")', "(CenterOfRotationPoint 0 0 0)", ""])


class Plastimatch(Tool):
    slow = True
    loop_is = "whole process"
    STAGE = ("[STAGE]\nxform=bspline\noptim=lbfgsb\nimpl=plastimatch\nmetric=mse\nthreading=openmp\nmax_its=50\n"
             "grid_spac=20 20 20\nres={0} {0} {0}\n")

    def missing(self):
        return None if program("plastimatch", "PLASTIMATCH") else "not on PATH"

    def prepare(self, case, affine, folder):
        (folder / "plan.txt").write_text(
            f"[GLOBAL]\nfixed={case.fixed}\nmoving={case.moving}\nxform_in={affine.itk}\nvf_out={folder / 'field.nii'}\n"
            + "".join(self.STAGE.format(res) for res in (4, 2, 1)))

    def command(self, case, affine, folder):
        return [program("plastimatch", "PLASTIMATCH"), "register", folder / "plan.txt"]

    def version(self):
        return self.STAGE

    def maps(self, case, affine, folder):
        return Map(*displacement(folder / "field.nii")), None


def all_tools():
    return [Regista("regista", "mri-brains"), Regista("regista-fast", "mri-brains-fast"), Greedy("greedy"),
            Ants("ants-syn-cc"), NiftyReg("reg_f3d-lncc", ["-vel", "--lncc", 2.5]), NiftyReg("reg_f3d", []),
            Elastix("elastix"), Plastimatch("plastimatch")]
