/**
 * The text-headed formats of the ITK world: MetaImage ({@code .mha}, {@code .mhd}), NRRD ({@code
 * .nrrd}, {@code .nhdr}) and linear transforms ({@code .tfm}, {@code .txt}). ITK's coordinates are
 * LPS mm, so nothing turns here except NRRD files that declare another space.
 *
 * <p>Where a file leaves something open we do what ITK 5.4 does, or refuse.
 */
@NullMarked
package org.regista.io.itk;

import org.jspecify.annotations.NullMarked;
