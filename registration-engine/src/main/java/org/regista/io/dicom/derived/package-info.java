/** Resampled images as DICOM series. */
@NullMarked
package org.regista.io.dicom.derived;

import org.jspecify.annotations.NullMarked;
