/** Transforms from one program's files into another's. */
@NullMarked
package org.regista.job.convert;

import org.jspecify.annotations.NullMarked;
