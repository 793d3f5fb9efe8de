/** What a picture shows, as immutable values; all places in LPS mm of the fixed space. */
@NullMarked
package org.regista.viewers.state;

import org.jspecify.annotations.NullMarked;
