/**
 * The PET among the open images: what goes with the moving image ({@link
 * org.regista.app.gui.regions.CompanionsViewModel}), how its numbers became SUV, and what regions
 * of it hold ({@link org.regista.app.gui.regions.RegionsViewModel}).
 */
@NullMarked
package org.regista.app.gui.regions;

import org.jspecify.annotations.NullMarked;
