/**
 * Places and grids in patient space. Everything is LPS millimetres: x grows to the patient's left,
 * y to the back, z to the head (DICOM PS3.3 C.7.6.2.1.1). RAS, degrees and centimetres exist only
 * inside {@code org.regista.io}.
 */
@NullMarked
package org.regista.geometry;

import org.jspecify.annotations.NullMarked;
