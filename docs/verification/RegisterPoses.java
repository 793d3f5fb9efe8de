import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.Space;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.nifti.NiftiFormat;
import org.regista.nativecore.CpuBackend;
import org.regista.register.Initialisation;
import org.regista.register.Monitor;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.register.StagedRegistrar;
import org.regista.register.plan.PlanFiles;
import org.regista.register.plan.RegistrationPlan;

/**
 * Registers one pair of images from many poses in one process, for recovery.py.
 *
 * <p>{@code FIXED MOVING PRESET POSES THREADS}: each line of the file POSES holds the twelve numbers of a
 * rigid motion (row-major 3x4, LPS mm) by which the moving image's header is displaced. For each a
 * line: the twelve numbers of the linear map found (fixed to moving), seconds of the start, seconds
 * of all stages, CPU seconds of the process, and the warnings.
 */
public final class RegisterPoses {

  public static void main(String[] arguments) throws IOException {
    VolumeFiles files = new VolumeFiles(List.of(new NiftiFormat()));
    RegistrationPlan plan = plan(arguments[2]);
    int threads = Integer.parseInt(arguments[4]);
    try (Volume fixed = files.read(Path.of(arguments[0]));
        Volume moving = files.read(Path.of(arguments[1]))) {
      for (String line : Files.readAllLines(Path.of(arguments[3]))) {
        double[] m = Arrays.stream(line.trim().split("[ ,]+")).mapToDouble(Double::parseDouble).toArray();
        AffineMap pose = new AffineMap(m[0], m[1], m[2], m[3], m[4], m[5], m[6], m[7], m[8], m[9], m[10], m[11]);
        System.out.println(outcome(fixed, displaced(moving, pose), plan, threads));
      }
    }
  }

  private static RegistrationPlan plan(String name) {
    return PlanFiles.presetNames().contains(name) ? PlanFiles.preset(name) : PlanFiles.read(Path.of(name));
  }

  /** The same voxels elsewhere; shares the buffer, so it is never closed. */
  private static Volume displaced(Volume volume, AffineMap pose) {
    GridGeometry grid = new GridGeometry(volume.size(), volume.grid().indexToLps().andThen(pose));
    return new Volume(Space.named("moving"), grid, volume.unit(), volume.voxels());
  }

  private static String outcome(Volume fixed, Volume moving, RegistrationPlan plan, int threads) {
    long cpu = cpuNanos();
    try (RegistrationResult result =
        new StagedRegistrar()
            .register(
                new RegistrationRequest(
                    fixed,
                    moving,
                    Optional.empty(),
                    Optional.empty(),
                    new Initialisation.Search(),
                    plan,
                    new CpuBackend(),
                    threads),
                Monitor.silent())) {
      AffineMap t = result.linear().fixedToMoving();
      double all = result.timings().stream().mapToDouble(RegistrationResult.StageTiming::seconds).sum();
      return String.format(
          Locale.ROOT,
          "%s\t%.4f\t%.4f\t%.4f\t%s",
          Arrays.stream(
                  new double[] {
                    t.m00(), t.m01(), t.m02(), t.t0(), t.m10(), t.m11(), t.m12(), t.t1(), t.m20(), t.m21(),
                    t.m22(), t.t2()
                  })
              .mapToObj(Double::toString)
              .collect(Collectors.joining("\t")),
          result.timings().getFirst().seconds(),
          all,
          (cpuNanos() - cpu) / 1e9,
          String.join("; ", result.warnings()));
    } catch (org.regista.error.RegistrationException e) {
      return "refused\t" + e.getMessage();
    }
  }

  private static long cpuNanos() {
    return ((com.sun.management.OperatingSystemMXBean)
            java.lang.management.ManagementFactory.getOperatingSystemMXBean())
        .getProcessCpuTime();
  }
}
