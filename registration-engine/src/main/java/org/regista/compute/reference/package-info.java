/** The kernels in plain, readable Java: the oracle of every other backend. */
@NullMarked
package org.regista.compute.reference;

import org.jspecify.annotations.NullMarked;
