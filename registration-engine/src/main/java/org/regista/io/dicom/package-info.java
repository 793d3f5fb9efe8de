/**
 * DICOM: classic single-frame CT, MR and PET series, plain or compressed. {@link
 * org.regista.io.dicom.DicomScanner} finds the series of a folder and says of every other file why
 * it is not used; {@link org.regista.io.dicom.DicomSeriesReader} makes a volume of one series.
 *
 * <p>The only package that sees dcm4che, and it reaches its parser only through {@code
 * BoundedDicomInput}, which sets the ceilings that dcm4che lacks. Geometry comes from positions and
 * orientations alone, never from instance numbers, file names or the nominal slice thickness. A
 * patient's name is decoded for the eyes of the user and never logged.
 */
@NullMarked
package org.regista.io.dicom;

import org.jspecify.annotations.NullMarked;
