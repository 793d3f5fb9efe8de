/**
 * What people measured, held against the tolerances of AAPM TG-132: {@link
 * org.regista.quality.tg132.Assessment} makes a list of {@link org.regista.quality.tg132.Check}s.
 * What was not measured is said to be so, and never passes.
 */
@NullMarked
package org.regista.quality.tg132;

import org.jspecify.annotations.NullMarked;
