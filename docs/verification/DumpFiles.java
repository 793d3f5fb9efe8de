import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VoxelType;
import org.regista.io.itk.MetaImageFormat;
import org.regista.io.itk.NrrdFormat;
import org.regista.io.itk.TransformFiles;
import org.regista.io.nifti.NiftiFormat;
import org.regista.transform.AffineTransform;

/**
 * Image and transform files as Regista reads and writes them, for formats_oracle.py.
 *
 * <p>{@code volumes OUT FILE...}: {@code OUT/N.raw} and a line with size and indexToLps, or with
 * the reason why the file is refused. {@code copies OUT FILE...}: every file in each format that we
 * write, {@code OUT/N.ENDING}. {@code transforms OUT FILE...}: the float64 points of {@code
 * OUT/points.raw} as each takes them, {@code OUT/N.raw}, and the transform as we write it, {@code
 * OUT/N.tfm}.
 */
public final class DumpFiles {

  private static final VolumeFiles FILES =
      new VolumeFiles(List.of(new NiftiFormat(), new MetaImageFormat(), new NrrdFormat()));

  public static void main(String[] arguments) throws IOException {
    Path out = Path.of(arguments[1]);
    int number = 0;
    for (String name : Arrays.asList(arguments).subList(2, arguments.length)) {
      Path raw = out.resolve(number + ".raw");
      try {
        switch (arguments[0]) {
          case "volumes" -> volume(name, raw);
          case "copies" -> copies(name, out.resolve(Integer.toString(number)));
          case "transforms" -> transform(name, out, number);
          default -> throw new IllegalArgumentException(arguments[0]);
        }
      } catch (InputDataException e) {
        System.out.println(String.join("\t", "refused", name, e.getMessage()));
      }
      number++;
    }
  }

  private static void volume(String name, Path raw) throws IOException {
    try (Volume volume = FILES.read(Path.of(name))) {
      VolumeDump.writeVoxels(volume, raw);
      System.out.println(
          String.join(
              "\t",
              "read",
              name,
              raw.toString(),
              VolumeDump.size(volume),
              VolumeDump.matrix(volume)));
    }
  }

  private static void copies(String name, Path stem) {
    try (Volume volume = FILES.read(Path.of(name))) {
      for (String ending : List.of(".nii", ".nii.gz", ".mha", ".nrrd")) {
        Path copy = Path.of(stem + ending);
        FILES.write(volume, VoxelType.FLOAT32, copy);
        System.out.println(String.join("\t", "read", name, copy.toString()));
      }
    }
  }

  private static void transform(String name, Path out, int number) throws IOException {
    Space space = Space.named("any");
    AffineTransform transform = TransformFiles.read(Path.of(name), space, space);
    byte[] bytes = Files.readAllBytes(out.resolve("points.raw"));
    ByteBuffer points = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    for (int at = 0; at < bytes.length; at += 24) {
      LpsPoint point =
          new LpsPoint(points.getDouble(at), points.getDouble(at + 8), points.getDouble(at + 16));
      LpsPoint moved = transform.toMoving(point);
      points.putDouble(at, moved.x()).putDouble(at + 8, moved.y()).putDouble(at + 16, moved.z());
    }
    Path raw = out.resolve(number + ".raw");
    Path written = out.resolve(number + ".tfm");
    Files.write(raw, bytes);
    TransformFiles.write(transform, new LpsPoint(12.5, -80, 33), written);
    System.out.println(String.join("\t", "read", name, raw.toString(), written.toString()));
  }
}
