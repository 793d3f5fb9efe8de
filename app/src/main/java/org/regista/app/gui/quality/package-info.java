/**
 * Judging a registration: {@link org.regista.app.gui.quality.QualityViewModel} holds figures
 * against tolerances and signs, {@link org.regista.app.gui.quality.QualityPanel} shows it.
 */
@NullMarked
package org.regista.app.gui.quality;

import org.jspecify.annotations.NullMarked;
