/**
 * NIfTI-1 and NIfTI-2 (nifti1.h, nifti2.h of the NIfTI Data Format Working Group). World
 * coordinates are RAS mm in these files and LPS mm in our code; the turn happens in {@code
 * NiftiHeader} and nowhere else.
 */
@NullMarked
package org.regista.io.nifti;

import org.jspecify.annotations.NullMarked;
