import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.regista.geometry.AffineMap;
import org.regista.image.Volume;

/** A volume in a form that numpy reads without knowing any image format. */
final class VolumeDump {

  private VolumeDump() {}

  /** The twelve numbers of indexToLps, row by row. */
  static String matrix(Volume volume) {
    AffineMap m = volume.grid().indexToLps();
    double[] all = {
      m.m00(), m.m01(), m.m02(), m.t0(), m.m10(), m.m11(), m.m12(), m.t1(), m.m20(), m.m21(),
      m.m22(), m.t2()
    };
    StringBuilder text = new StringBuilder();
    for (double value : all) {
      text.append(value).append(' ');
    }
    return text.toString().strip();
  }

  /** "ni nj nk". */
  static String size(Volume volume) {
    return "%d %d %d".formatted(volume.size().ni(), volume.size().nj(), volume.size().nk());
  }

  /** The voxels as little-endian float32, i fastest. */
  static void writeVoxels(Volume volume, Path file) throws IOException {
    float[] row = new float[volume.size().ni()];
    ByteBuffer bytes = ByteBuffer.allocate(4 * row.length).order(ByteOrder.LITTLE_ENDIAN);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long n = 0; n < volume.voxels().length(); n += row.length) {
        volume.voxels().read(n, row, row.length);
        bytes.clear().asFloatBuffer().put(row);
        out.write(bytes.array());
      }
    }
  }
}
