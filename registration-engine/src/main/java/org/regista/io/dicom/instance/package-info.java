/**
 * Any DICOM object as one file: who and what it says it is, and digests of its content that do not
 * depend on how it is encoded. {@link org.regista.io.dicom.instance.InstanceReader} walks through a
 * file once, as a stream, and holds no value that is not asked for, so that neither a large nor a
 * hostile file costs memory.
 */
@NullMarked
package org.regista.io.dicom.instance;

import org.jspecify.annotations.NullMarked;
