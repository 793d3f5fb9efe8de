"""Prints the constants of the tests of org.regista.quality.

Needs: numpy 2.3.5, scipy 1.15.3, SimpleITK 2.5.7. The images are formulas, so that the tests can make the same.
"""
import numpy as np
import SimpleITK as sitk
from scipy.linalg import polar, svdvals
from scipy.ndimage import binary_erosion, distance_transform_edt
from scipy.spatial.transform import Rotation

SPACING = (1.2, 0.8, 2.5)  # along i, j, k


def labels(shift):
    """1: an ellipsoid, 7: a box, 1003: a slanted slab; the later ones lie on top."""
    k, j, i = np.mgrid[0:11, 0:18, 0:15].astype(float)
    i = i - shift
    out = np.zeros(i.shape, np.int32)
    out[((i - 7) / 6) ** 2 + ((j - 8) / 7) ** 2 + ((k - 5) / 4) ** 2 <= 1] = 1
    out[(i >= 2) & (i <= 6 + shift) & (j >= 3) & (j <= 8) & (k >= 2) & (k <= 4)] = 7
    out[np.abs(i + j - 2 * k - 9) <= 1] = 1003
    return out


def surface(inside):
    return inside & ~binary_erosion(inside)


def overlap():
    a, b = labels(0), labels(2)
    itk = sitk.LabelOverlapMeasuresImageFilter()
    itk.Execute(sitk.GetImageFromArray(a), sitk.GetImageFromArray(b))
    for label in (1, 7, 1003):
        sa, sb = surface(a == label), surface(b == label)
        step = SPACING[::-1]
        to_b = distance_transform_edt(~sb, sampling=step)[sa]
        to_a = distance_transform_edt(~sa, sampling=step)[sb]
        hausdorff = sitk.HausdorffDistanceImageFilter()
        images = [sitk.GetImageFromArray(s.astype(np.uint8)) for s in (sa, sb)]
        for image in images:
            image.SetSpacing(SPACING)
        hausdorff.Execute(*images)
        print(f"label {label}: dice {itk.GetDiceCoefficient(label):.9f} jaccard {itk.GetJaccardCoefficient(label):.9f}"
              f" mean {(to_b.mean() + to_a.mean()) / 2:.9f}"
              f" p95 {max(np.percentile(to_b, 95), np.percentile(to_a, 95)):.9f}"
              f" max {max(to_b.max(), to_a.max()):.9f} (ITK {hausdorff.GetHausdorffDistance():.9f})"
              f" ml {(a == label).sum() * np.prod(SPACING) / 1000:.9f} {(b == label).sum() * np.prod(SPACING) / 1000:.9f}")


def similarity():
    k, j, i = np.mgrid[0:6, 0:7, 0:9].astype(float)
    f = ((i * 7 + j * 13 + k * 29) % 31).ravel()
    m = (100 - 2 * f + 10 * np.sin(i + 2 * j + 3 * k).ravel()).astype(np.float32).astype(float)

    def bins(x):
        low, high = np.percentile(x, [0.5, 99.5])
        return np.clip(np.floor((x - low) / (high - low) * 64), 0, 63)

    def entropy(codes):
        p = np.unique(codes, return_counts=True)[1] / codes.size
        return -(p * np.log(p)).sum()

    nmi = (entropy(bins(f)) + entropy(bins(m))) / entropy(bins(f) * 64 + bins(m))
    print(f"ncc {np.corrcoef(f, m)[0, 1]:.9f} nmi {nmi:.9f}")


def linear():
    m = np.array([[1.05, 0.1, -0.02], [-0.06, 0.97, 0.08], [0.03, -0.04, 1.1]])
    rotation, stretch = polar(m)
    print("turn", np.degrees(Rotation.from_matrix(rotation).as_rotvec()), "factors", svdvals(m))
    print("stretch", stretch)


def landmarks():
    e = np.array([0.0, 5, 1, 13, 3])
    print("landmarks", e.mean(), np.median(e), np.percentile(e, 95), e.max(), e.std(ddof=1))


np.set_printoptions(precision=9)
overlap()
similarity()
linear()
landmarks()
