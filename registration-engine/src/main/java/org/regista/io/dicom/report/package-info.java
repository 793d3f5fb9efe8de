/**
 * What people and other programs read of a registration: the measurement report, the document and
 * the way to show both images on each other.
 */
@NullMarked
package org.regista.io.dicom.report;

import org.jspecify.annotations.NullMarked;
