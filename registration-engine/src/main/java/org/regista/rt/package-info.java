/**
 * What radiotherapy draws and computes on images: contours and dose, and how they go through a
 * {@link org.regista.transform.Transform}. Contours stay contours; they never become voxels.
 */
@NullMarked
package org.regista.rt;

import org.jspecify.annotations.NullMarked;
