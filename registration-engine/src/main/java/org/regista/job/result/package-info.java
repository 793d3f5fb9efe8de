/**
 * What a registration leaves on disk, for whoever reads it: {@link
 * org.regista.job.result.ResultFolder} gives the transforms, {@link
 * org.regista.job.result.RegistrationRecord} everything else.
 */
@NullMarked
package org.regista.job.result;

import org.jspecify.annotations.NullMarked;
