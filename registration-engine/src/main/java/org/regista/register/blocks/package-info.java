/**
 * Finds a rigid or affine map by looking for small blocks of one image in the other, and following
 * those that agree: {@link org.regista.register.blocks.BlockMatching}.
 */
@NullMarked
package org.regista.register.blocks;

import org.jspecify.annotations.NullMarked;
