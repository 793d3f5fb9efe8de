package org.regista.app.gui.viewer;

import javafx.scene.input.KeyEvent;

/** A picture that, while it has the focus, takes keys before those of the slices. */
@FunctionalInterface
public interface KeyTarget {

  /** Whether the pressed key was one for it. */
  boolean takes(KeyEvent e);
}
