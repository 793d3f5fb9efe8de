package org.regista.io.dicom;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dcm4che3.data.Attributes;
import org.dcm4che3.data.Tag;
import org.regista.error.InputDataException;

/**
 * Reads whole DICOM objects for the packages below this one, through the ceilings of {@code
 * BoundedDicomInput}.
 */
public final class DicomObjects {

  private DicomObjects() {}

  /**
   * An object and how it is encoded.
   *
   * @param transferSyntax (0002,0010); by it compressed pixels are decoded
   */
  public record Encoded(Attributes object, String transferSyntax) {}

  /**
   * Everything in the file, with its long values.
   *
   * @throws InputDataException if it is missing, damaged or no DICOM
   */
  public static Attributes read(Path file) {
    return readEncoded(file).object();
  }

  /**
   * As {@link #read}, with the transfer syntax.
   *
   * @throws InputDataException if it is missing, damaged or no DICOM
   */
  public static Encoded readEncoded(Path file) {
    requireFile(file);
    try (BoundedDicomInput in = BoundedDicomInput.openWhole(file)) {
      return new Encoded(in.readDataset(-1, -1), in.getTransferSyntax());
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    }
  }

  /**
   * What stands in front of the pixels; values longer than 64 KiB are left out.
   *
   * @throws InputDataException if it is missing, damaged or no DICOM
   */
  public static Attributes readHeader(Path file) {
    requireFile(file);
    try (BoundedDicomInput in = BoundedDicomInput.open(file)) {
      return in.readDataset(-1, Tag.PixelData);
    } catch (IOException | RuntimeException e) {
      throw damaged(file, e);
    }
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new InputDataException("'%s' is not a file; check the path".formatted(file));
    }
  }

  /** dcm4che answers damaged files with unchecked exceptions of many kinds. */
  private static InputDataException damaged(Path file, Exception e) {
    String detail = e instanceof IOException ? String.valueOf(e.getMessage()) : "";
    boolean ours = detail.startsWith("element") || detail.startsWith("its ");
    return new InputDataException(
        "'%s' is not a DICOM file, or it is damaged%s".formatted(file, ours ? ": " + detail : ""),
        e);
  }
}
