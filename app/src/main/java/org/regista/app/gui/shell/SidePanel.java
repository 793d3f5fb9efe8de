package org.regista.app.gui.shell;

import javafx.scene.layout.Region;

/**
 * One thing to do, beside the pictures.
 *
 * @param title one word: "Layers"
 * @param hint what it is for, as its tooltip says
 */
record SidePanel(String title, String hint, Region content) {}
