/** Results as DICOM objects: {@link org.regista.job.dicom.DicomExport}. */
@NullMarked
package org.regista.job.dicom;

import org.jspecify.annotations.NullMarked;
