/**
 * The work of one window: {@link org.regista.app.gui.session.WorkViewModel} undoes, redoes, saves
 * and takes up again what a person did.
 */
@NullMarked
package org.regista.app.gui.session;

import org.jspecify.annotations.NullMarked;
