/**
 * Archives that are reached over the network, whatever they speak: {@link
 * org.regista.study.network.Archive} is asked, sent to and fetched from. DICOM's own protocol is in
 * {@link org.regista.study.network.dimse}, DICOMweb in {@link org.regista.study.network.web}.
 *
 * <p>What is fetched goes into a {@link org.regista.study.network.ReceiveFolder}: an object is
 * there whole or not at all, and one that is there is not fetched again.
 */
@NullMarked
package org.regista.study.network;

import org.jspecify.annotations.NullMarked;
