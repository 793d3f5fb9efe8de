/** The three kinds of failure: the input, the numbers, the device. */
@NullMarked
package org.regista.error;

import org.jspecify.annotations.NullMarked;
