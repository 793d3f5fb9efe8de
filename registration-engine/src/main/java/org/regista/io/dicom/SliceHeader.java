package org.regista.io.dicom;

import java.nio.file.Path;
import org.regista.io.dicom.tree.SeriesIdentity;

/** Everything of one file that is needed to make it a slice of a volume, except the pixels. */
record SliceHeader(
    Path file,
    Origin origin,
    SeriesIdentity series,
    SlicePose pose,
    PixelLayout layout,
    Intensities intensities) {

  String fileName() {
    return String.valueOf(file.getFileName());
  }
}
