/**
 * What there is: the library and dropped folders by patient and time, from which a pair is chosen.
 */
@NullMarked
package org.regista.app.gui.studies;

import org.jspecify.annotations.NullMarked;
