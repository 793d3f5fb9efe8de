package org.regista.app.work;

import org.regista.geometry.LpsPoint;

/**
 * One anatomical place that a person marked on both images.
 *
 * @param fixed LPS mm on the fixed image
 * @param moving LPS mm on the moving image
 */
public record Landmark(String name, LpsPoint fixed, LpsPoint moving) {}
