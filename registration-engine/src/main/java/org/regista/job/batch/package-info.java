/**
 * Many registrations from one table: {@link org.regista.job.batch.BatchManifest} reads it, {@link
 * org.regista.job.batch.BatchRunner} works through it and can be run again at any time.
 */
@NullMarked
package org.regista.job.batch;

import org.jspecify.annotations.NullMarked;
