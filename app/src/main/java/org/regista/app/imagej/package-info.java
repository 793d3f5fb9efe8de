/** Volumes handed to an ImageJ or Fiji of this machine, as files that it opens. */
@NullMarked
package org.regista.app.imagej;

import org.jspecify.annotations.NullMarked;
