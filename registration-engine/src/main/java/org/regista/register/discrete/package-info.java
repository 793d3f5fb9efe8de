/**
 * Finds large motion by trying displacements, where a gradient would stop at the nearest likeness:
 * {@link org.regista.register.discrete.DiscreteSearch}.
 */
@NullMarked
package org.regista.register.discrete;

import org.jspecify.annotations.NullMarked;
