/** The window around the pictures: menus, opening, messages, keys. */
@NullMarked
package org.regista.app.gui.shell;

import org.jspecify.annotations.NullMarked;
