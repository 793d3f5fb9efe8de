/**
 * The workstation: {@link org.regista.app.gui.shell.Workstation} puts it together, {@link
 * org.regista.app.gui.Session} reads what people open. Each screen is a view, which binds and
 * decides nothing, and a view-model, which knows no control.
 */
@NullMarked
package org.regista.app.gui;

import org.jspecify.annotations.NullMarked;
