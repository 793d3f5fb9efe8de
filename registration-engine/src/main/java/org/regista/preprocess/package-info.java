/** New volumes made from loaded ones before a registration; the originals stay untouched. */
@NullMarked
package org.regista.preprocess;

import org.jspecify.annotations.NullMarked;
