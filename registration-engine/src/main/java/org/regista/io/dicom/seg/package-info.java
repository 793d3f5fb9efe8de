/** Segmentation objects, read and written: regions as voxels, each with codes for what it is. */
@NullMarked
package org.regista.io.dicom.seg;

import org.jspecify.annotations.NullMarked;
