package org.regista.io.dicom.tree;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that a scan does not use.
 *
 * @param reason why, to be read after the file's name: "is not a DICOM file"
 * @param lostFromSeries Series Instance UID of the series of which this file may have been a slice;
 *     empty if nothing can be missing without it
 */
public record RejectedFile(Path file, String reason, Optional<String> lostFromSeries) {}
