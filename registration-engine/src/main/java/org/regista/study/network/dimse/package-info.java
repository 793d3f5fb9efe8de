/**
 * Archives that speak DICOM's own protocol (PS3.4): {@link
 * org.regista.study.network.dimse.DicomArchive} asks, sends and fetches; {@link
 * org.regista.study.network.dimse.StoreServer} receives.
 */
@NullMarked
package org.regista.study.network.dimse;

import org.jspecify.annotations.NullMarked;
