/**
 * What a device must be able to do for a registration: see {@link
 * org.regista.compute.ComputeBackend}.
 */
@NullMarked
package org.regista.compute;

import org.jspecify.annotations.NullMarked;
