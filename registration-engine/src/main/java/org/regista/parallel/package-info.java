/** Work split over threads such that the result cannot depend on their number. */
@NullMarked
package org.regista.parallel;

import org.jspecify.annotations.NullMarked;
