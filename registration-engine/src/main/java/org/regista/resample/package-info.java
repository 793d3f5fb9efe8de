/**
 * Images on other grids: {@link org.regista.resample.Resampler} interpolates the original moving
 * image once, wherever a transform says each voxel comes from.
 */
@NullMarked
package org.regista.resample;

import org.jspecify.annotations.NullMarked;
