/**
 * Voxels in off-heap memory with one owner: {@link org.regista.image.Volume} and {@link
 * org.regista.image.Mask} on a {@link org.regista.geometry.GridGeometry}.
 */
@NullMarked
package org.regista.image;

import org.jspecify.annotations.NullMarked;
