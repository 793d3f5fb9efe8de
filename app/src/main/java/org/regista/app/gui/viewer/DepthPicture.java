package org.regista.app.gui.viewer;

import javafx.scene.layout.Region;

/** The picture of the pair in depth, for which a layout may have a place. */
public interface DepthPicture {

  Region region();

  /** Shown or not, as the layout has it. */
  void setInLayout(boolean now);
}
