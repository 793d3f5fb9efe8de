/**
 * Structures and dose in the window: {@link org.regista.app.gui.structures.StructuresViewModel}
 * opens, shows, carries and saves them; {@link org.regista.app.gui.structures.DoseViewModel} holds
 * the dose.
 */
@NullMarked
package org.regista.app.gui.structures;

import org.jspecify.annotations.NullMarked;
