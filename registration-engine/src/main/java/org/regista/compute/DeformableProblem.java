package org.regista.compute;

import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;

/**
 * One level of a deformable registration. Everything is borrowed until the workspace closes.
 *
 * @param fixed the fixed image at this level
 * @param moving the moving image at this level, on any grid
 * @param fixedToMoving A, the linear part, LPS mm
 * @param fieldGrid carries the displacement field; its axes are those of the fixed grid, its
 *     spacing may be coarser
 * @param stepGrid carries the force and the steps, likewise
 * @param start the field to start from, on any grid, read when the workspace opens and not kept;
 *     empty means no displacement
 */
public record DeformableProblem(
    Volume fixed,
    Volume moving,
    Optional<Mask> fixedMask,
    Optional<Mask> movingMask,
    AffineMap fixedToMoving,
    GridGeometry fieldGrid,
    GridGeometry stepGrid,
    Optional<DisplacementField> start,
    Similarity similarity,
    int threads) {}
