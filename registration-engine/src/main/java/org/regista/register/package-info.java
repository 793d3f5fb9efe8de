/**
 * From a request to a result: {@link org.regista.register.Registrar} is the one call, and {@link
 * org.regista.register.StagedRegistrar} our own engine behind it.
 */
@NullMarked
package org.regista.register;

import org.jspecify.annotations.NullMarked;
