package org.regista.io.itk;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
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
 * MetaImage: {@code .mha}, and {@code .mhd} with its voxels in a file beside it, compressed or not.
 * Written as {@code .mha}, uncompressed, with all digits of the geometry.
 */
@Plugin(type = VolumeFormat.class, name = "MetaImage")
public final class MetaImageFormat implements VolumeFormat {

  private static final Pattern FIELD = Pattern.compile("(?m)^\\s*(ObjectType|NDims)\\s*=");

  @Override
  public String name() {
    return "MetaImage";
  }

  @Override
  public boolean recognises(Path path, byte[] head) {
    return FIELD.matcher(new String(head, StandardCharsets.ISO_8859_1)).find();
  }

  @Override
  public Volume read(Path path) {
    try (InputStream in = VolumeFiles.plain(path)) {
      HeaderLines lines = new HeaderLines(in, path);
      MetaImageHeader header = MetaImageHeader.read(lines, path);
      StoredVoxels stored = header.voxels(lines.bytes(), path);
      NativeBuffer voxels =
          header.dataFile().isPresent()
              ? stored.readBeside(path, header.dataFile().get())
              : stored.readBehind(in, lines.bytes(), path);
      return new Volume(VolumeFiles.spaceOf(path), header.grid(), IntensityUnit.ARBITRARY, voxels);
    } catch (IOException e) {
      throw VolumeFiles.unreadable(path, e);
    }
  }

  @Override
  public List<String> writtenEndings() {
    return List.of(".mha");
  }

  @Override
  public void write(Volume volume, VoxelType type, Path path) {
    AtomicFile.write(
        path,
        out -> {
          out.write(header(volume.grid(), type).getBytes(StandardCharsets.US_ASCII));
          Samples.write(out, volume.voxels(), type, path);
        });
  }

  /**
   * ITK demands directions of length 1; a sheared grid is written as it is, which ITK reads, too.
   */
  private static String header(GridGeometry grid, VoxelType type) {
    StringBuilder directions = new StringBuilder();
    StringBuilder spacing = new StringBuilder();
    for (int axis = 0; axis < 3; axis++) {
      LpsVector d = grid.direction(axis);
      directions.append(" %s %s %s".formatted(d.x(), d.y(), d.z()));
      spacing.append(" ").append(grid.spacingMm(axis));
    }
    LpsPoint origin = grid.origin();
    return """
    ObjectType = Image
    NDims = 3
    BinaryData = True
    BinaryDataByteOrderMSB = False
    CompressedData = False
    TransformMatrix =%s
    Offset = %s %s %s
    CenterOfRotation = 0 0 0
    ElementSpacing =%s
    DimSize = %d %d %d
    ElementType = %s
    ElementDataFile = LOCAL
    """
        .formatted(
            directions,
            origin.x(),
            origin.y(),
            origin.z(),
            spacing,
            grid.size().ni(),
            grid.size().nj(),
            grid.size().nk(),
            switch (type) {
              case FLOAT32 -> "MET_FLOAT";
              case INT16 -> "MET_SHORT";
            });
  }
}
