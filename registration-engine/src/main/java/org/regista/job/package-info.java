/**
 * From files to a folder of files: {@link org.regista.job.JobRunner} carries out a {@link
 * org.regista.job.RegistrationJob} and leaves a {@link org.regista.job.result.ResultFolder}, whole
 * or not at all.
 */
@NullMarked
package org.regista.job;

import org.jspecify.annotations.NullMarked;
