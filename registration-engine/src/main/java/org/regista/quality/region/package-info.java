/**
 * Regions on an image and what is measured in them on its own voxels: {@link
 * org.regista.quality.region.Region}, then {@link org.regista.quality.region.RegionMeasures}.
 */
@NullMarked
package org.regista.quality.region;

import org.jspecify.annotations.NullMarked;
