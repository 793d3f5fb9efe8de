/**
 * What a scan of DICOM files found, as plain data without dcm4che: patients, their studies, the
 * series of these and the volumes that the images of a series form. Text of the files is made safe
 * for printing. Names of patients are for the eyes of the user who asked for them, and never for a
 * log.
 */
@NullMarked
package org.regista.io.dicom.tree;

import org.jspecify.annotations.NullMarked;
