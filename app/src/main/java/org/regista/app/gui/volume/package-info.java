/** The pair seen in depth, and how: model, picture and controls. */
@NullMarked
package org.regista.app.gui.volume;

import org.jspecify.annotations.NullMarked;
