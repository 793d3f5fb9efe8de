package org.regista.io;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.Mask;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;

/** Reads and writes images in any of the formats it is given. */
public final class VolumeFiles {

  private static final int HEAD_BYTES = 512;
  private static final long MOST_DEFLATED = 1032;

  private final List<VolumeFormat> formats;

  public VolumeFiles(List<? extends VolumeFormat> formats) {
    this.formats = List.copyOf(formats);
  }

  /**
   * Reads an image, whatever its format and name, or the one that a {@link VolumePath} chooses. The
   * caller closes it.
   *
   * @throws InputDataException if it is missing, damaged, of no known format, or not a 3-D scalar
   *     image
   */
  public Volume read(Path path) {
    VolumePath place = VolumePath.of(path);
    Path file = place.file();
    if (!Files.exists(file)) {
      throw new InputDataException("'%s' does not exist; check the path".formatted(path));
    }
    byte[] head = head(file);
    VolumeFormat ofFile =
        formats.stream()
            .filter(format -> format.recognises(file, head))
            .findFirst()
            .orElseThrow(() -> unknown(file));
    return place.choice().isEmpty() ? ofFile.read(file) : ofFile.read(file, place.choice());
  }

  private InputDataException unknown(Path path) {
    return new InputDataException(
        "'%s' is not an image in a known format (%s), or its beginning is damaged"
            .formatted(path, String.join(", ", formats.stream().map(VolumeFormat::name).toList())));
  }

  /**
   * Reads an image as a mask: any value other than 0 counts fully. The caller closes it.
   *
   * @param space of the image that the mask belongs to
   * @throws InputDataException as {@link #read}, and if no voxel counts
   */
  public Mask readMask(Path path, Space space) {
    try (Volume volume = read(path)) {
      NativeBuffer weights = NativeBuffer.allocate(volume.voxels().length());
      boolean any = false;
      for (long n = 0; n < weights.length(); n++) {
        boolean counts = volume.voxels().get(n) != 0;
        weights.set(n, counts ? 1 : 0);
        any |= counts;
      }
      if (!any) {
        weights.close();
        throw new InputDataException("mask '%s' is empty: all its voxels are 0".formatted(path));
      }
      return new Mask(space, volume.grid(), weights);
    }
  }

  /**
   * Writes an image in the format that the name's ending asks for, whole or not at all.
   *
   * @throws InputDataException if no format writes that ending, or the place cannot be written
   */
  public void write(Volume volume, VoxelType type, Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    formats.stream()
        .filter(format -> format.writtenEndings().stream().anyMatch(name::endsWith))
        .findFirst()
        .orElseThrow(
            () ->
                new InputDataException(
                    "no format writes '%s'; use one of %s"
                        .formatted(
                            path,
                            formats.stream().flatMap(f -> f.writtenEndings().stream()).toList())))
        .write(volume, type, path);
  }

  private static byte[] head(Path path) {
    if (Files.isDirectory(path)) {
      return new byte[0];
    }
    try (InputStream in = plain(path)) {
      return in.readNBytes(HEAD_BYTES);
    } catch (IOException e) {
      throw unreadable(path, e);
    }
  }

  /** What to throw when reading a file fails before its content can be judged. */
  public static InputDataException unreadable(Path path, IOException e) {
    String message = e.getMessage();
    String reason = message == null ? e.getClass().getSimpleName() : message;
    return new InputDataException(
        "'%s' cannot be read (%s); it may be truncated or damaged".formatted(path, reason), e);
  }

  /** The space of an image that is a file of its own. */
  public static Space spaceOf(Path path) {
    Path whole = path.toAbsolutePath().normalize();
    return new Space(whole.toString(), whole.getFileName().toString(), Optional.empty());
  }

  /** The bytes of a file, with gzip undone if the file is gzip by content. */
  public static InputStream plain(Path path) throws IOException {
    InputStream in = new BufferedInputStream(Files.newInputStream(path), 1 << 16);
    try {
      in.mark(2);
      boolean gzip = in.read() == 0x1f && in.read() == 0x8b;
      in.reset();
      return gzip ? new GZIPInputStream(in, 1 << 16) : in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /**
   * How many bytes {@link #plain} can yield of a file at most: deflate's best ratio is 1032 to 1.
   */
  public static long mostBytes(Path path, InputStream plain) throws IOException {
    long size = Files.size(path);
    return plain instanceof GZIPInputStream ? Math.multiplyExact(size, MOST_DEFLATED) : size;
  }

  /** gzip at its fastest; finish it, do not close it. The bytes depend on the content alone. */
  public static GZIPOutputStream zipped(OutputStream out) throws IOException {
    return new GZIPOutputStream(out, 1 << 16) {
      {
        def.setLevel(Deflater.BEST_SPEED);
      }
    };
  }
}
