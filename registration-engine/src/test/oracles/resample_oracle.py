"""Prints the constants of ResamplerOracleTest. Needs: numpy 2.3.5, scipy 1.15.3, SimpleITK 2.5.7.

The images are formulas, so that the test can make the same ones.
"""
import numpy as np
import SimpleITK as sitk
from scipy.ndimage import map_coordinates


def moving_values():
    k, j, i = np.mgrid[0:5, 0:7, 0:6]
    return ((i * 7 + j * 13 + k * 29 + i * j * k) % 31).astype(np.float32)


def image(values, origin, spacing, direction):
    im = sitk.GetImageFromArray(values)
    im.SetOrigin(origin)
    im.SetSpacing(spacing)
    im.SetDirection(direction)
    return im


def rotation(x, y, z):
    r = sitk.Euler3DTransform()
    r.SetRotation(x, y, z)
    return r.GetMatrix()


def show(name, values):
    print(name, ", ".join(f"{v:.5f}" for v in values.ravel()))


def spline_values():
    at = [(0, 0, 0), (5, 6, 4), (0.25, 0.5, 3.9), (2.5, 3.5, 1.5), (4.9, 0.1, 2.2), (1.75, 5.25, 0)]
    k, j, i = np.array([(k, j, i) for i, j, k in at]).T
    show("at points", map_coordinates(moving_values().astype(float), [k, j, i], order=3, mode="mirror"))


def through_a_chain():
    moving = image(moving_values(), (-9, -11, -14), (2.0, 1.5, 3.0), rotation(0.2, -0.3, 0.4))
    k, j, i = np.mgrid[0:6, 0:5, 0:7]
    u = np.stack([0.8 * np.sin(i + j), 0.6 * np.cos(j - k), 0.5 * np.sin(k + 2 * i)], axis=-1)
    field = sitk.GetImageFromArray(u.astype(np.float32).astype(np.float64), isVector=True)
    field.SetOrigin((-10, -9, -13))
    field.SetSpacing((1.5, 2.0, 2.5))
    field.SetDirection(rotation(-0.1, 0.2, 0.15))
    affine = sitk.AffineTransform(3)
    affine.SetMatrix((1.05, 0.1, -0.02, -0.06, 0.97, 0.08, 0.03, -0.04, 1.1))
    affine.SetTranslation((0.7, -1.2, 0.4))
    # ITK applies the transform added last first: u, then the affine
    chain = sitk.CompositeTransform([affine, sitk.DisplacementFieldTransform(field)])
    onto = image(np.zeros((3, 3, 4), np.float32), (-8, -8, -9), (2.2, 3.0, 3.4), rotation(0.3, 0.1, -0.2))
    for how in ("Linear", "NearestNeighbor"):
        warped = sitk.Resample(moving, onto, chain, getattr(sitk, f"sitk{how}"), -1.0, sitk.sitkFloat64)
        show(how, sitk.GetArrayFromImage(warped))
    # ITK's B-spline mirrors in the half voxel at the border where ours holds the border value, so:
    # the places from ITK, held within the outermost centres; the spline from scipy
    places = [
        moving.TransformPhysicalPointToContinuousIndex(
            chain.TransformPoint(onto.TransformIndexToPhysicalPoint((i, j, k))))
        for k in range(3) for j in range(3) for i in range(4)]
    index = np.array(places)[:, ::-1].T
    last = np.array(moving_values().shape)[:, None] - 1
    inside = ((index >= -0.5) & (index < last + 0.5)).all(axis=0)
    spline = map_coordinates(
        moving_values().astype(float), np.clip(index, 0, last), order=3, mode="mirror")
    show("BSpline", np.where(inside, spline, -1))


spline_values()
through_a_chain()
