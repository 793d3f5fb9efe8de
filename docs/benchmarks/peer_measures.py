"""How good a map is: overlap and distance of labels, landmarks, folds, regularity, agreement with its inverse.

Everything is computed here with numpy and scipy, from the files the tools wrote, the same for every tool.
"""

import nibabel
import numpy as np
from scipy import ndimage, spatial

from peer_maps import Grid, transform


def measure(case, forward, inverse):
    """All measures of one result; `inverse` may be None. Structures are named by their label."""
    grid = forward.grid
    to = forward.on_grid()
    result = {}
    brain = np.ones(grid.shape, dtype=bool)
    if case.fixed_labels:
        labels = np.asarray(nibabel.load(case.fixed_labels).dataobj).astype(np.int32)
        moving = nibabel.load(case.moving_labels)
        brain = labels > 0
        result |= label_measures(labels, warp_labels(moving, to), grid.spacing())
    if case.landmarks is not None:
        fixed, moving = case.landmarks
        error = np.linalg.norm(forward.at(fixed.T).T - moving, axis=1)
        result["tre_mm"] = summary(error) | {"median": float(np.median(error))}
    result |= jacobian_measures(to, grid, brain)
    if inverse is not None:
        back = inverse.at(to[:, brain]) - grid.positions()[:, brain]
        result["inverse_voxels"] = summary(np.linalg.norm(back, axis=0) / np.prod(grid.spacing()) ** (1 / 3))
    return result


def summary(values):
    return {"mean": float(values.mean()), "p95": float(np.percentile(values, 95)), "max": float(values.max())}


def warp_labels(moving, to):
    """Labels of the moving image at the nearest voxel of each position; 0 outside."""
    values = np.asarray(moving.dataobj).astype(np.int32)
    index = np.rint(transform(np.linalg.inv(Grid.of(moving).matrix), to)).astype(int)
    shape = np.array(values.shape).reshape(3, 1, 1, 1)
    inside = ((index >= 0) & (index < shape)).all(axis=0)
    return np.where(inside, values[tuple(np.where(inside, index, 0))], 0)


def dice_by_label(a, b):
    """{label: Dice} of all labels above 0 that are present in either array."""
    top = max(a.max(), b.max()) + 1
    in_a, in_b = np.bincount(a.ravel(), minlength=top), np.bincount(b.ravel(), minlength=top)
    both = np.bincount(a[a == b].ravel(), minlength=top)
    present = [label for label in range(1, top) if in_a[label] + in_b[label] > 0]
    return {label: float(2 * both[label] / (in_a[label] + in_b[label])) for label in present}


def label_measures(a, b, spacing):
    dice = dice_by_label(a, b)
    distances = hausdorff_by_label(a, b, dice, spacing)
    values = np.array(list(dice.values()))
    return {"dice": {"mean": float(values.mean()), "p5": float(np.percentile(values, 5)), "by_label": dice},
            "hd95_mm": {"mean": float(np.mean(list(distances.values()))), "by_label": distances}}


def hausdorff_by_label(a, b, labels, spacing):
    """The larger of both directed 95th percentiles of distances between surfaces, mm; labels in both arrays only."""
    boxes_a, boxes_b = ndimage.find_objects(a), ndimage.find_objects(b)
    found = {}
    for label in labels:
        boxes = [boxes[label - 1] if label <= len(boxes) else None for boxes in (boxes_a, boxes_b)]
        if None not in boxes:
            p, q = (surface(array, box, label) * spacing for array, box in zip((a, b), boxes))
            there, back = spatial.cKDTree(q).query(p)[0], spatial.cKDTree(p).query(q)[0]
            found[label] = float(max(np.percentile(there, 95), np.percentile(back, 95)))
    return found


def surface(array, box, label):
    """Indices of the voxels of a label that touch another label by a face."""
    mask = np.pad(array[box] == label, 1)
    edge = mask & ~ndimage.binary_erosion(mask)
    return np.argwhere(edge) - 1 + [s.start for s in box]


def jacobian_measures(to, grid, brain):
    """Central differences, and the digital test; determinants relative to the grid's own handedness and size."""
    volume = np.linalg.det(grid.matrix[:3, :3])
    central = determinant([np.gradient(to, axis=axis + 1) for axis in range(3)]) / volume
    interior = (slice(1, -1),) * 3
    inside = central[interior]
    logs = np.log(np.clip(central[brain], 1e-3, None))
    smallest = digital_minimum(to, volume)
    return {"central_non_positive_percent": float(100 * np.mean(inside <= 0)),
            "digital_non_positive_voxels": int((smallest <= 0).sum()),
            "digital_non_positive_percent": float(100 * np.mean(smallest <= 0)),
            "smallest_determinant": float(smallest.min()),
            "sd_log_jacobian": float(logs.std())}


def determinant(columns):
    a, b, c = columns
    return (a * np.cross(b, c, axis=0)).sum(axis=0)


def digital_minimum(to, volume):
    """Per interior voxel the least determinant of all eight combinations of one-sided differences (the test of
    digital diffeomorphisms by Liu et al. 2022, arXiv:2212.06060, which adds two tetrahedra to these eight)."""
    one_sided = []
    for axis in range(3):
        step = np.diff(to, axis=axis + 1)
        along = [slice(1, -1)] * 3
        sides = []
        for side in (slice(0, -1), slice(1, None)):
            along[axis] = side
            sides.append(step[(slice(None), *along)])
        one_sided.append(sides)
    smallest = None
    for i in one_sided[0]:
        for j in one_sided[1]:
            for k in one_sided[2]:
                det = determinant([k, i, j]) / volume
                smallest = det if smallest is None else np.minimum(smallest, det)
    return smallest
