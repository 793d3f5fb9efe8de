/**
 * Archives that speak DICOMweb (PS3.18): {@link org.regista.study.network.web.WebArchive} searches
 * by QIDO-RS, sends by STOW-RS and fetches by WADO-RS, object by object and as streams.
 */
@NullMarked
package org.regista.study.network.web;

import org.jspecify.annotations.NullMarked;
