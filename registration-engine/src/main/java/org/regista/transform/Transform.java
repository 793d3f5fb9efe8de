package org.regista.transform;

import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;

/**
 * A pull-back: where in the moving space does the anatomy at this fixed-space point come from?
 * Resampling a moving image onto the fixed grid evaluates the transform at each fixed voxel; a
 * point marked on the fixed image is taken to the moving image by it, and the other way by its
 * inverse.
 */
public sealed interface Transform
    permits RigidTransform, AffineTransform, DisplacementField, TransformChain {

  Space fixed();

  Space moving();

  LpsPoint toMoving(LpsPoint inFixed);
}
