/** FSL: {@link org.regista.io.fsl.FlirtFiles} reads and writes the matrices of FLIRT. */
@NullMarked
package org.regista.io.fsl;

import org.jspecify.annotations.NullMarked;
