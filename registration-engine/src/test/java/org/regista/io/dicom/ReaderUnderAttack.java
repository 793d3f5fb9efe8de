package org.regista.io.dicom;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.io.dicom.instance.InstanceReader;
import org.regista.io.dicom.instance.NotAnInstanceException;
import org.regista.io.dicom.report.ObjectText;
import org.regista.io.dicom.seg.SegmentMask;
import org.regista.io.dicom.seg.SegmentationReader;

/**
 * Everything that reads a file: slices with all pixels, whole objects, and what the library wants
 * to know of it. Each may refuse it in its own way; anything else that is thrown is a bug.
 */
final class ReaderUnderAttack {

  private ReaderUnderAttack() {}

  /** Slices that could be read to the end, and why others could not. */
  record Outcome(int slices, List<String> reasons) {}

  static Outcome attack(Path file) throws IOException {
    List<String> reasons = new ArrayList<>();
    int slices = 0;
    try {
      List<SliceHeader> headers = SliceHeaderReader.read(file);
      for (SliceHeader header : headers.subList(0, Math.min(headers.size(), 8))) {
        readAll(header);
        slices++;
      }
    } catch (UnusableFileException e) {
      reasons.add(e.reason());
    } catch (InputDataException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    try {
      DicomObjects.read(file);
    } catch (InputDataException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    try {
      ObjectText.of(file);
      SegmentationReader.read(file).forEach(SegmentMask::close);
    } catch (InputDataException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    try {
      InstanceReader.read(file);
    } catch (NotAnInstanceException e) {
      reasons.add(String.valueOf(e.getMessage()));
    }
    return new Outcome(slices, reasons);
  }

  private static void readAll(SliceHeader header) {
    try (SlicePixels pixels = SlicePixels.open(header)) {
      for (int j = 0; j < header.layout().rows(); j++) {
        pixels.nextRow();
      }
    }
  }
}
