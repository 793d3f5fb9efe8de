/** Maps through places that a person marked on both images. */
@NullMarked
package org.regista.register.landmarks;

import org.jspecify.annotations.NullMarked;
