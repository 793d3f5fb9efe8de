/**
 * What people read of a registration: {@link org.regista.app.report.ReportDocuments} writes the
 * report and the fused picture into a result folder. Needs no display.
 */
@NullMarked
package org.regista.app.report;

import org.jspecify.annotations.NullMarked;
