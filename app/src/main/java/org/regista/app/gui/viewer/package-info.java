/** The three planes and the panel of layers. */
@NullMarked
package org.regista.app.gui.viewer;

import org.jspecify.annotations.NullMarked;
