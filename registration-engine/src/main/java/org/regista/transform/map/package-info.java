/**
 * Maps of LPS mm onto LPS mm as other programs hold them: {@link
 * org.regista.transform.map.PointMap} gives them exactly at any point, {@link
 * org.regista.transform.map.MapSequence} puts them one after another and onto a grid.
 */
@NullMarked
package org.regista.transform.map;

import org.jspecify.annotations.NullMarked;
