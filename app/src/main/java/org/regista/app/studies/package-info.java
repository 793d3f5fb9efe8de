/**
 * What there is to register: {@link org.regista.app.studies.StudyCatalog} lists the series of the
 * study library and of folders that were dropped, {@link org.regista.app.studies.PairResults} what
 * was made of them.
 */
@NullMarked
package org.regista.app.studies;

import org.jspecify.annotations.NullMarked;
