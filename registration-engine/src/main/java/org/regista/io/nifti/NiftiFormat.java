package org.regista.io.nifti;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.error.InputDataException;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.AtomicFile;
import org.regista.io.Samples;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.scijava.plugin.Plugin;

/** NIfTI-1 and -2 images: .nii, .nii.gz, and pairs of .hdr and .img. Written as NIfTI-1. */
@Plugin(type = VolumeFormat.class, name = "NIfTI")
public final class NiftiFormat implements VolumeFormat {

  @Override
  public String name() {
    return "NIfTI";
  }

  @Override
  public boolean recognises(Path path, byte[] head) {
    return NiftiHeader.recognises(head);
  }

  @Override
  public List<String> writtenEndings() {
    return List.of(".nii", ".nii.gz");
  }

  @Override
  public Volume read(Path path) {
    Payload payload = readPayload(path, 1);
    String uid = path.toAbsolutePath().normalize().toString();
    Space space = new Space(uid, path.getFileName().toString(), Optional.empty());
    return new Volume(space, payload.header().grid(), IntensityUnit.ARBITRARY, payload.values());
  }

  /** Header and numbers of a file; the caller owns the numbers. */
  record Payload(NiftiHeader header, NativeBuffer values) {}

  static Payload readPayload(Path path, int components) {
    try (InputStream in = VolumeFiles.plain(path)) {
      byte[] head = in.readNBytes(NiftiHeader.BYTES_2);
      NiftiHeader header = NiftiHeader.parse(head, path);
      if (header.components() != components) {
        throw new InputDataException(
            header.components() == 3
                ? "'%s' is a displacement field, not an image".formatted(path)
                : "'%s' is an image, not a displacement field".formatted(path));
      }
      if (header.pairedImage()) {
        Path image = pairOf(path);
        try (InputStream data = VolumeFiles.plain(image)) {
          data.skipNBytes(header.dataOffset());
          return new Payload(header, values(data, header, image));
        }
      }
      if (header.dataOffset() < head.length) {
        return new Payload(header, valuesFromStart(path, header));
      }
      in.skipNBytes(header.dataOffset() - head.length);
      return new Payload(header, values(in, header, path));
    } catch (IOException e) {
      throw new InputDataException(
          "'%s' cannot be read (%s); it may be truncated".formatted(path, reason(e)), e);
    }
  }

  private static String reason(IOException e) {
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }

  /** For data that begin within the bytes that were read to parse the header. */
  private static NativeBuffer valuesFromStart(Path path, NiftiHeader header) throws IOException {
    try (InputStream in = VolumeFiles.plain(path)) {
      in.skipNBytes(header.dataOffset());
      return values(in, header, path);
    }
  }

  private static NativeBuffer values(InputStream in, NiftiHeader header, Path source)
      throws IOException {
    long count = Math.multiplyExact(header.grid().size().voxelCount(), (long) header.components());
    requireBytes(count * header.kind().bytes(), source);
    NativeBuffer values = NativeBuffer.allocate(count);
    try {
      Samples.read(in, header.kind(), header.order(), header.scale(), values, source);
      return values;
    } catch (IOException | RuntimeException e) {
      values.close();
      throw e;
    }
  }

  /**
   * Before memory is taken: could the file, at deflate's best ratio of 1032, hold so many bytes?
   */
  private static void requireBytes(long bytes, Path source) throws IOException {
    long most = Math.multiplyExact(Files.size(source), 1032L);
    if (bytes > most) {
      throw new InputDataException(
          "'%s' is truncated: its header announces %d bytes of voxels, the file has %d"
              .formatted(source, bytes, Files.size(source)));
    }
  }

  private static Path pairOf(Path header) {
    String name = header.getFileName().toString();
    String image = name.replaceFirst("(?i)\\.hdr(\\.gz)?$", "") + ".img";
    Path plain = header.resolveSibling(image);
    Path zipped = header.resolveSibling(image + ".gz");
    if (Files.exists(plain)) {
      return plain;
    }
    if (Files.exists(zipped)) {
      return zipped;
    }
    throw new InputDataException(
        "'%s' is there, but its '%s' is not beside it".formatted(header, image));
  }

  @Override
  public void write(Volume volume, VoxelType type, Path path) {
    AtomicFile.write(path, out -> NiftiWriter.write(volume, type, path, out));
  }
}
