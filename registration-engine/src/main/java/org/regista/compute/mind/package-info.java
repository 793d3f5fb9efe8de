/** The descriptor that makes images of different modalities comparable. */
@NullMarked
package org.regista.compute.mind;

import org.jspecify.annotations.NullMarked;
