/**
 * Structures of a pair of images: {@link org.regista.job.structures.RegionReader} reads them from
 * whatever file holds them and finds out on which image they were drawn, {@link
 * org.regista.job.structures.RegionCarrier} brings those of the moving image onto the fixed one,
 * and {@link org.regista.job.structures.RegionWriter} saves them there, read back.
 */
@NullMarked
package org.regista.job.structures;

import org.jspecify.annotations.NullMarked;
