package org.regista.io.itk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.regista.error.InputDataException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.io.AtomicFile;
import org.regista.io.VolumeFiles;
import org.regista.transform.AffineTransform;

/**
 * Linear transforms as ITK's text files hold them. Such a transform, used for resampling, takes a
 * point of the fixed image to the moving one in LPS mm: it is our pull-back, number for number.
 */
public final class TransformFiles {

  private static final int MOST_BYTES = 1 << 20;
  private static final int MOST_BYTES_OF_MAPS = 1 << 29;
  private static final String MAGIC = "#Insight Transform File";

  private TransformFiles() {}

  /**
   * Reads the linear transforms of a file as one.
   *
   * @throws InputDataException if it is no such file, holds a transform that is not linear, or one
   *     that mirrors
   */
  public static AffineTransform read(Path path, Space fixed, Space moving) {
    List<String> lines = text(path, MOST_BYTES).lines().toList();
    AffineMap map = LinearTransforms.map(TransformEntry.parse(lines, path), path);
    try {
      return new AffineTransform(fixed, moving, map);
    } catch (IllegalArgumentException e) {
      throw new InputDataException(
          "'%s' cannot be used (%s): it mirrors or flattens the patient"
              .formatted(path, e.getMessage()),
          e);
    }
  }

  /**
   * One of ITK's linear transforms by its parameters, for files of other programs that use them.
   *
   * @param type as in ITK's files: "Euler3DTransform_double_3_3"
   * @param source for messages
   * @throws InputDataException if it is not linear or has the wrong number of parameters
   */
  public static AffineMap map(
      String type, double[] parameters, double[] fixedParameters, Path source) {
    return LinearTransforms.map(
        List.of(new TransformEntry(type, parameters, fixedParameters)), source);
  }

  /** The lines of a text file that may hold more than linear transforms. */
  static List<String> lines(Path path) {
    return text(path, MOST_BYTES_OF_MAPS).lines().toList();
  }

  private static String text(Path path, int mostBytes) {
    if (!Files.exists(path)) {
      throw new InputDataException("'%s' does not exist; check the path".formatted(path));
    }
    try (InputStream in = Files.newInputStream(path)) {
      String text = new String(in.readNBytes(mostBytes + 1), StandardCharsets.ISO_8859_1);
      if (!text.startsWith(MAGIC)) {
        throw notText(path, text);
      }
      if (text.length() > mostBytes) {
        throw new InputDataException(
            "'%s' is larger than such a transform should be (%d bytes)".formatted(path, mostBytes));
      }
      return text;
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  private static InputDataException notText(Path path, String text) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean binary = text.substring(0, Math.min(text.length(), 512)).indexOf('\0') >= 0;
    return new InputDataException(
        binary || name.endsWith(".mat")
            ? ("'%s' is a binary transform; turn it into text with 'ConvertTransformFile 3 IN"
                    + " OUT.tfm' of ANTs, or with SimpleITK's ReadTransform and WriteTransform")
                .formatted(path)
            : "'%s' is not an ITK transform: its first line is not '%s V1.0'"
                .formatted(path, MAGIC));
  }

  /**
   * Writes a transform, whole or not at all.
   *
   * @param centre the point about which the matrix is stated; the map is the same for any
   */
  public static void write(AffineTransform transform, LpsPoint centre, Path path) {
    AffineMap m = transform.fixedToMoving();
    LpsPoint t = m.apply(centre);
    String text =
        """
        %s V1.0
        #Transform 0
        Transform: AffineTransform_double_3_3
        Parameters: %s %s %s %s %s %s %s %s %s %s %s %s
        FixedParameters: %s %s %s
        """
            .formatted(
                MAGIC,
                m.m00(),
                m.m01(),
                m.m02(),
                m.m10(),
                m.m11(),
                m.m12(),
                m.m20(),
                m.m21(),
                m.m22(),
                t.x() - centre.x(),
                t.y() - centre.y(),
                t.z() - centre.z(),
                centre.x(),
                centre.y(),
                centre.z());
    AtomicFile.write(path, out -> out.write(text.getBytes(StandardCharsets.US_ASCII)));
  }
}
