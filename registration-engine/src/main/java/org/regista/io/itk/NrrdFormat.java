package org.regista.io.itk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.AtomicFile;
import org.regista.io.Samples;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.scijava.plugin.Plugin;

/**
 * NRRD: {@code .nrrd}, and {@code .nhdr} with its voxels in a file beside it. Written as {@code
 * .nrrd} in the space left-posterior-superior with all digits of the geometry, voxels in gzip.
 */
@Plugin(type = VolumeFormat.class, name = "NRRD")
public final class NrrdFormat implements VolumeFormat {

  private static final byte[] MAGIC = {'N', 'R', 'R', 'D', '0', '0', '0'};

  @Override
  public String name() {
    return "NRRD";
  }

  @Override
  public boolean recognises(Path path, byte[] head) {
    return head.length > MAGIC.length
        && Arrays.equals(head, 0, MAGIC.length, MAGIC, 0, MAGIC.length);
  }

  @Override
  public Volume read(Path path) {
    try (InputStream in = VolumeFiles.plain(path)) {
      HeaderLines lines = new HeaderLines(in, path);
      NrrdHeader header = NrrdHeader.of(NrrdFields.read(lines, path));
      NativeBuffer voxels =
          header.dataFile().isPresent()
              ? header.voxels().readBeside(path, header.dataFile().get())
              : header.voxels().readBehind(in, lines.bytes(), path);
      return new Volume(VolumeFiles.spaceOf(path), header.grid(), IntensityUnit.ARBITRARY, voxels);
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  @Override
  public List<String> writtenEndings() {
    return List.of(".nrrd");
  }

  @Override
  public void write(Volume volume, VoxelType type, Path path) {
    AtomicFile.write(
        path,
        out -> {
          out.write(header(volume.grid(), type).getBytes(StandardCharsets.US_ASCII));
          GZIPOutputStream zipped = VolumeFiles.zipped(out);
          Samples.write(zipped, volume.voxels(), type, path);
          zipped.finish();
        });
  }

  private static String header(GridGeometry grid, VoxelType type) {
    AffineMap m = grid.indexToLps();
    return """
    NRRD0004
    type: %s
    dimension: 3
    space: left-posterior-superior
    sizes: %d %d %d
    space directions: (%s,%s,%s) (%s,%s,%s) (%s,%s,%s)
    kinds: domain domain domain
    endian: little
    encoding: gzip
    space origin: (%s,%s,%s)

    """
        .formatted(
            switch (type) {
              case FLOAT32 -> "float";
              case INT16 -> "short";
            },
            grid.size().ni(),
            grid.size().nj(),
            grid.size().nk(),
            m.m00(),
            m.m10(),
            m.m20(),
            m.m01(),
            m.m11(),
            m.m21(),
            m.m02(),
            m.m12(),
            m.m22(),
            m.t0(),
            m.t1(),
            m.t2());
  }
}
