/** What a registration does, as data: stages and levels, shipped as versioned JSON presets. */
@NullMarked
package org.regista.register.plan;

import org.jspecify.annotations.NullMarked;
