/** {@code regista dicom …}: one command per class, added to the group in {@code DicomCommand}. */
@NullMarked
package org.regista.app.cli.dicom;

import org.jspecify.annotations.NullMarked;
