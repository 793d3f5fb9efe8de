/**
 * What all DICOM objects that Regista writes have in common. {@link
 * org.regista.io.dicom.object.ObjectComposer} is the only place that knows the modules of patient,
 * study, series and equipment; {@link org.regista.io.dicom.object.SourceSeries} is a series that
 * objects refer to.
 */
@NullMarked
package org.regista.io.dicom.object;

import org.jspecify.annotations.NullMarked;
