package org.regista.io.dicom;

import java.nio.file.Path;
import java.util.Optional;
import org.regista.io.dicom.pet.PetHeader;
import org.regista.io.dicom.tree.SeriesIdentity;

/**
 * Everything that is needed to make an image, or a frame of one, a slice of a volume, except the
 * pixels.
 *
 * @param source the image that it belongs to
 * @param pose where it lies
 * @param layout of its pixels
 * @param frame where in the pixel data these are
 * @param intensities what they mean
 * @param parameters what else tells it apart
 */
record SliceHeader(
    Source source,
    SlicePose pose,
    PixelLayout layout,
    StoredFrame frame,
    Intensities intensities,
    FrameParameters parameters) {

  /**
   * One file.
   *
   * @param sopInstanceUid empty if it has none
   * @param tiltDegrees Gantry/Detector Tilt (0018,1120); NaN if it is not said
   * @param frames slices that the file holds
   * @param pet what SUV needs, of a PET
   */
  record Source(
      Path file,
      String sopInstanceUid,
      Origin origin,
      SeriesIdentity series,
      double tiltDegrees,
      int frames,
      Optional<PetHeader> pet) {}

  /** The same, with equal values that are kept elsewhere. */
  SliceHeader with(Source sameSource, PixelLayout sameLayout, FrameParameters sameParameters) {
    return new SliceHeader(sameSource, pose, sameLayout, frame, intensities, sameParameters);
  }

  Path file() {
    return source.file();
  }

  Origin origin() {
    return source.origin();
  }

  SeriesIdentity series() {
    return source.series();
  }

  /** The file's name; of a file with several slices, with the number of the slice. */
  String name() {
    String file = String.valueOf(source.file().getFileName());
    if (source.frames() == 1) {
      return file;
    }
    return "%s, frame %d".formatted(file, frame.number());
  }
}
