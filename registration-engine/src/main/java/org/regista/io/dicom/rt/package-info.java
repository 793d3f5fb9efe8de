/** RT Structure Sets and RT Doses, read and written. */
@NullMarked
package org.regista.io.dicom.rt;

import org.jspecify.annotations.NullMarked;
