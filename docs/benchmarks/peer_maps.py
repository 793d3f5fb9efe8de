"""Total maps of all tools in one form, whatever their files look like.

A map takes points of one image, in LPS mm, to the other image. `Map` holds it as absolute positions on a grid;
the inverse of a tool is held the same way on its own grid, after a linear part that is undone first.
"""

import dataclasses

import nibabel
import numpy as np
from scipy import ndimage

RAS_TO_LPS = np.diag([-1.0, -1.0, 1.0, 1.0])


@dataclasses.dataclass(frozen=True)
class Grid:
    """Voxel index (i, j, k) to LPS mm, and the number of voxels along each axis."""

    matrix: np.ndarray
    shape: tuple

    @staticmethod
    def of(image):
        return Grid(RAS_TO_LPS @ image.affine, image.shape[:3])

    def positions(self):
        """LPS mm of all voxels: (3, ni, nj, nk)."""
        return transform(self.matrix, np.indices(self.shape, dtype=np.float64))

    def spacing(self):
        return np.linalg.norm(self.matrix[:3, :3], axis=0)


@dataclasses.dataclass(frozen=True)
class Map:
    """x -> after(field(before x)): `positions` (3, ni, nj, nk) on `grid`, between two 4x4 matrices, all LPS mm."""

    grid: Grid
    positions: np.ndarray
    before: np.ndarray = dataclasses.field(default_factory=lambda: np.eye(4))
    after: np.ndarray = dataclasses.field(default_factory=lambda: np.eye(4))

    def on_grid(self):
        """Where the voxels of the grid go; only for maps with nothing before the field."""
        assert np.array_equal(self.before, np.eye(4))
        return transform(self.after, self.positions)

    def at(self, points):
        """Where points (3, ...) go; linear between voxels. Outside the grid the displacement of its border is used."""
        asked = transform(self.before, points)
        index = transform(np.linalg.inv(self.grid.matrix), asked)
        inside = np.stack([np.clip(index[c], 0, self.grid.shape[c] - 1) for c in range(3)])
        moved = np.stack([ndimage.map_coordinates(self.positions[c], inside, order=1) for c in range(3)])
        return transform(self.after, moved + asked - transform(self.grid.matrix, inside))


def transform(matrix, points):
    """A 4x4 matrix applied to points (3, ...)."""
    flat = points.reshape(3, -1)
    return (matrix[:3, :3] @ flat + matrix[:3, 3:]).reshape(points.shape)


def displacement(path):
    """(grid, positions) of a file of displacements in LPS mm, as ITK writes them."""
    image = nibabel.load(path)
    grid = Grid.of(image)
    vectors = np.moveaxis(np.asarray(image.dataobj, dtype=np.float64).reshape(*grid.shape, 3), -1, 0)
    return grid, grid.positions() + vectors


def deformation_ras(path):
    """(grid, positions) of a file of absolute positions in RAS mm, as NiftyReg writes them."""
    image = nibabel.load(path)
    grid = Grid.of(image)
    vectors = np.moveaxis(np.asarray(image.dataobj, dtype=np.float64).reshape(*grid.shape, 3), -1, 0)
    return grid, transform(RAS_TO_LPS, vectors)


def read_ras_matrix(path):
    """A 4x4 matrix between RAS spaces (greedy, NiftyReg) as one between LPS spaces."""
    return RAS_TO_LPS @ np.loadtxt(path) @ RAS_TO_LPS


def write_itk(matrix, path):
    """A 4x4 LPS matrix as an ITK transform file."""
    parameters = " ".join(f"{v:.17g}" for v in [*matrix[:3, :3].ravel(), *matrix[:3, 3]])
    path.write_text("#Insight Transform File V1.0\n#Transform 0\nTransform: AffineTransform_double_3_3\n"
                    f"Parameters: {parameters}\nFixedParameters: 0 0 0\n")


def read_itk(path):
    """The 4x4 LPS matrix of an ITK file of one linear transform."""
    fields = dict(line.split(": ", 1) for line in path.read_text().splitlines() if ": " in line)
    values = np.array(fields["Parameters"].split(), dtype=float)
    centre = np.array(fields["FixedParameters"].split(), dtype=float)
    matrix = np.eye(4)
    matrix[:3, :3] = values[:9].reshape(3, 3)
    matrix[:3, 3] = values[9:] + centre - matrix[:3, :3] @ centre
    return matrix
