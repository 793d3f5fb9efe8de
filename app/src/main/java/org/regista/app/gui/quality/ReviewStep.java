package org.regista.app.gui.quality;

import org.regista.geometry.LpsPoint;
import org.regista.viewers.state.FusionMode;

/**
 * A step of the visual review.
 *
 * @param words what to look at, and how
 * @param mode how the images are fused
 * @param place where to look, LPS mm of the fixed image
 */
record ReviewStep(String words, FusionMode mode, LpsPoint place) {}
