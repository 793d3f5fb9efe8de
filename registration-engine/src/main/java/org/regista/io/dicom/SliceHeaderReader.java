package org.regista.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.io.dicom.HeaderFields.BadFieldException;
import org.regista.io.dicom.pet.PetHeader;
import org.regista.io.dicom.pixels.FrameShape;

/**
 * Reads the header of one file up to the pixels and says whether it can be a slice. Nothing that a
 * file declares is believed unchecked: afterwards the geometry is finite, the pixel layout
 * possible, and the pixels are all there.
 */
final class SliceHeaderReader {

  private static final Set<String> MODALITIES = Set.of("CT", "MR", "PT");
  private static final String DICOMDIR = "1.2.840.10008.1.3.10";

  private SliceHeaderReader() {}

  /** The slices that a file holds, or the reason why it is none. */
  static List<SliceHeader> read(Path file) throws UnusableFileException {
    if (!Files.isRegularFile(file)) {
      throw UnusableFileException.notASlice("is not a file");
    }
    try (BoundedDicomInput in = BoundedDicomInput.open(file)) {
      Attributes attributes = in.readDataset(-1, Tag.PixelData);
      return slices(file, in, new HeaderFields(attributes));
    } catch (IOException | RuntimeException e) {
      // dcm4che answers damaged files with unchecked exceptions of many kinds
      String detail = e instanceof IOException && e.getMessage() != null ? e.getMessage() : "";
      throw UnusableFileException.notASlice(
          detail.startsWith("element") || detail.startsWith("its")
              ? "is damaged: " + detail
              : "is not a DICOM file, or it is damaged");
    }
  }

  private static List<SliceHeader> slices(Path file, BoundedDicomInput in, HeaderFields fields)
      throws UnusableFileException {
    String series = PrintableText.of(fields.text(Tag.SeriesInstanceUID));
    rejectOthers(fields, series);
    try {
      rejectUnreadable(in, fields);
      PixelLayout layout = layout(fields, TransferSyntaxes.isCompressed(in.getTransferSyntax()));
      int frames = frames(fields);
      checkPixelsPresent(in, layout, frames);
      if (SiemensMosaic.is(fields) && frames == 1) {
        return mosaic(file, fields, layout);
      }
      List<SliceHeader> slices = new ArrayList<>(frames);
      SliceHeader.Source source =
          source(file, fields, frameFields(fields, 0), frames, pet(fields, in));
      for (int n = 0; n < frames; n++) {
        slices.add(
            frame(source, frameFields(fields, n), layout, StoredFrame.whole(n, frames, layout)));
      }
      return slices;
    } catch (BadFieldException e) {
      throw UnusableFileException.lostSlice(
          "cannot be used: " + String.valueOf(e.getMessage()), series);
    }
  }

  private static SliceHeader.Source source(
      Path file, HeaderFields fields, FrameFields first, int frames, Optional<PetHeader> pet)
      throws BadFieldException {
    return new SliceHeader.Source(
        file,
        PrintableText.of(fields.text(Tag.SOPInstanceUID)),
        Origin.read(fields),
        SeriesIdentityReader.read(first),
        fields.number(Tag.GantryDetectorTilt, "Gantry/Detector Tilt", Double.NaN),
        frames,
        pet);
  }

  private static Optional<PetHeader> pet(HeaderFields fields, BoundedDicomInput in) {
    return fields.text(Tag.Modality).equals("PT")
        ? Optional.of(
            PetHeaderReader.read(fields, TransferSyntaxes.isLossy(in.getTransferSyntax())))
        : Optional.empty();
  }

  private static SliceHeader frame(
      SliceHeader.Source source, FrameFields frame, PixelLayout layout, StoredFrame stored)
      throws BadFieldException {
    return new SliceHeader(
        source,
        FrameReader.pose(frame),
        layout,
        stored,
        FrameReader.intensities(frame, layout),
        FrameParameters.read(frame));
  }

  private static List<SliceHeader> mosaic(Path file, HeaderFields fields, PixelLayout layout)
      throws BadFieldException {
    FrameFields frame = FrameFields.classic(fields);
    List<SiemensMosaic.Tile> tiles = SiemensMosaic.tiles(fields, FrameReader.pose(frame), layout);
    SliceHeader.Source source = source(file, fields, frame, tiles.size(), Optional.empty());
    FrameParameters parameters = FrameParameters.read(frame);
    Intensities intensities = FrameReader.intensities(frame, layout);
    return tiles.stream()
        .map(t -> new SliceHeader(source, t.pose(), t.layout(), t.frame(), intensities, parameters))
        .toList();
  }

  /** One, or as many as have functional groups of their own. */
  private static int frames(HeaderFields fields) throws BadFieldException {
    int frames = fields.optionalInteger(Tag.NumberOfFrames, "Number of Frames").orElse(1);
    int described = fields.items(Tag.PerFrameFunctionalGroupsSequence);
    boolean enhanced = described > 0 || fields.has(Tag.SharedFunctionalGroupsSequence);
    if (enhanced ? frames != described : frames != 1) {
      throw new BadFieldException(
          "it is a multi-frame image (%d frames) that says of %d frames where they lie"
              .formatted(frames, described));
    }
    return frames;
  }

  private static FrameFields frameFields(HeaderFields fields, int index) {
    return fields.items(Tag.PerFrameFunctionalGroupsSequence) > 0
        ? FrameFields.of(fields, index)
        : FrameFields.classic(fields);
  }

  /** Files that belong in a DICOM folder but are no slices of CT, MR or PET. */
  private static void rejectOthers(HeaderFields fields, String series)
      throws UnusableFileException {
    String modality = fields.text(Tag.Modality);
    if (fields.text(Tag.MediaStorageSOPClassUID).equals(DICOMDIR)
        || fields.has(Tag.DirectoryRecordSequence)) {
      throw UnusableFileException.notASlice("is a DICOMDIR, a list of files");
    }
    if (!MODALITIES.contains(modality)) {
      throw UnusableFileException.notASlice(
          modality.isEmpty()
              ? "has no modality"
              : "has the modality '%s'; CT, MR and PT are read"
                  .formatted(PrintableText.of(modality)));
    }
    if (series.isEmpty()) {
      throw UnusableFileException.notASlice("has no Series Instance UID");
    }
    if (fields.contains(Tag.ImageType, "LOCALIZER")) {
      throw UnusableFileException.notASlice("is a localizer (scout) image");
    }
  }

  private static void rejectUnreadable(BoundedDicomInput in, HeaderFields fields)
      throws BadFieldException {
    if (in.tag() != Tag.PixelData) {
      throw new BadFieldException("it has no pixel data");
    }
    var unreadable = TransferSyntaxes.unreadableBecause(in.getTransferSyntax());
    if (unreadable.isPresent()) {
      throw new BadFieldException(unreadable.get());
    }
    if (fields.has(Tag.ModalityLUTSequence)) {
      throw new BadFieldException("its values need a Modality LUT, which is not read");
    }
  }

  private static PixelLayout layout(HeaderFields fields, boolean compressed)
      throws BadFieldException {
    int samples = fields.optionalInteger(Tag.SamplesPerPixel, "Samples per Pixel").orElse(1);
    if (samples != 1) {
      throw new BadFieldException("it is a colour image");
    }
    int allocated = fields.integer(Tag.BitsAllocated, "Bits Allocated");
    int stored = fields.optionalInteger(Tag.BitsStored, "Bits Stored").orElse(allocated);
    int high = fields.optionalInteger(Tag.HighBit, "High Bit").orElse(stored - 1);
    boolean possible = allocated == 8 || allocated == 16 || allocated == 32;
    if (!possible || stored < 1 || high < stored - 1 || high >= allocated) {
      throw new BadFieldException(
          "%d bits allocated, %d stored, high bit %d is no possible pixel"
              .formatted(allocated, stored, high));
    }
    int rows = fields.integer(Tag.Rows, "Rows");
    int columns = fields.integer(Tag.Columns, "Columns");
    if (rows < 1 || rows > 65535 || columns < 1 || columns > 65535) {
      throw new BadFieldException("%d rows and %d columns are no image".formatted(rows, columns));
    }
    boolean signed =
        fields.optionalInteger(Tag.PixelRepresentation, "Pixel Representation").orElse(0) == 1;
    return new PixelLayout(rows, columns, allocated, stored, high, signed, compressed);
  }

  private static void checkPixelsPresent(BoundedDicomInput in, PixelLayout layout, int frames)
      throws BadFieldException {
    if (layout.compressed()) {
      checkFragments(in, layout, frames);
      return;
    }
    if (layout.isSwapped(in) && layout.columns() % 2 != 0) {
      throw new BadFieldException(
          "it has rows of %d 8-bit pixels in big-endian words, which are not read"
              .formatted(layout.columns()));
    }
    long wanted = Math.multiplyExact(layout.byteCount(), (long) frames);
    long there = Math.min(in.valueLength(), in.availableUpTo(wanted));
    if (there < wanted) {
      throw new BadFieldException(
          "%s%d x %d pixels need %d bytes, the file has %d; it may be truncated"
              .formatted(
                  frames == 1 ? "" : frames + " frames of ",
                  layout.columns(),
                  layout.rows(),
                  wanted,
                  Math.max(0, there)));
    }
  }

  private static void checkFragments(BoundedDicomInput in, PixelLayout layout, int frames)
      throws BadFieldException {
    if ((long) layout.rows() * layout.columns() > FrameShape.MOST_PIXELS) {
      throw new BadFieldException(
          "it has %d x %d compressed pixels; up to %d are read"
              .formatted(layout.columns(), layout.rows(), FrameShape.MOST_PIXELS));
    }
    try {
      EncapsulatedPixels.check(in, frames);
    } catch (IOException e) {
      String reason = String.valueOf(e.getMessage());
      throw new BadFieldException(
          reason.startsWith("its") ? reason : "its compressed pixels are cut short");
    }
  }
}
