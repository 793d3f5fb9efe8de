/**
 * Pull-back transforms from fixed to moving space, in LPS mm: see {@link
 * org.regista.transform.Transform}.
 */
@NullMarked
package org.regista.transform;

import org.jspecify.annotations.NullMarked;
