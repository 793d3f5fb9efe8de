package org.regista.compute;

import java.util.Optional;
import org.regista.geometry.AffineMap;
import org.regista.image.Mask;
import org.regista.image.Volume;
import org.regista.transform.DisplacementField;

/**
 * One level of a deformable registration. Everything is borrowed until the workspace closes.
 *
 * @param fixed the fixed image at this level; its grid carries the displacement field
 * @param moving the moving image at this level, on any grid
 * @param fixedToMoving A, the linear part, LPS mm
 * @param start the field to start from, on any grid; empty means no displacement
 */
public record DeformableProblem(
    Volume fixed,
    Volume moving,
    Optional<Mask> fixedMask,
    Optional<Mask> movingMask,
    AffineMap fixedToMoving,
    Optional<DisplacementField> start,
    Similarity similarity,
    int threads) {}
