/**
 * elastix as a registration engine: {@link org.regista.elastix.ElastixRegistrar} writes images and
 * parameter files into a folder of their own, runs elastix there as a process of its own, follows
 * its iteration table and turns its transform into our types.
 */
@NullMarked
package org.regista.elastix;

import org.jspecify.annotations.NullMarked;
