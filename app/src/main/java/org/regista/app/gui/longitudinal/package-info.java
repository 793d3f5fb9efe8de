/**
 * Several time points of one patient side by side, each brought to the first by its registration:
 * {@link org.regista.app.gui.longitudinal.LongitudinalViewModel}.
 */
@NullMarked
package org.regista.app.gui.longitudinal;

import org.jspecify.annotations.NullMarked;
