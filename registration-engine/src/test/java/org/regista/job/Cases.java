package org.regista.job;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.regista.compute.reference.ReferenceBackend;
import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;
import org.regista.image.IntensityUnit;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.io.VolumeFormat;
import org.regista.io.VoxelType;
import org.regista.io.nifti.NiftiFormat;
import org.regista.job.result.RegistrationRecord;
import org.regista.register.Monitor;
import org.regista.register.Registrar;
import org.regista.register.RegistrationRequest;
import org.regista.register.RegistrationResult;
import org.regista.register.plan.PlanFiles;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.scijava.plugin.SciJavaPlugin;

/** Small jobs whose outcome is known beforehand. */
public final class Cases {

  public static final GridGeometry FIXED_GRID =
      new GridGeometry(
          new GridSize(20, 17, 9),
          AffineMap.scaling(2, 2.5, 5)
              .andThen(new AffineMap(1, 0, 0.05, 0, 0, 0.8, -0.6, 0, 0, 0.6, 0.8, 0))
              .andThen(AffineMap.translation(new LpsVector(-20, 14, 30))));

  public static final GridGeometry MOVING_GRID =
      GridGeometry.axisAligned(
          new GridSize(30, 28, 26), new LpsVector(2, 2, 2.5), new LpsPoint(-30, -30, 20));

  /** What {@link KnownRegistrar} finds: a turn, a stretch and a shift. */
  public static final AffineMap LINEAR =
      new AffineMap(1.02, -0.05, 0, 2, 0.05, 1.02, 0, -1.5, 0, 0, 0.99, 1);

  private Cases() {}

  /** An engine that finds what it was told to, and counts how often it was asked. */
  public static final class KnownRegistrar implements Registrar {

    private final boolean deforms;
    private int calls;

    public KnownRegistrar(boolean deforms) {
      this.deforms = deforms;
    }

    @Override
    public String name() {
      return "known";
    }

    public synchronized int calls() {
      return calls;
    }

    @Override
    public synchronized RegistrationResult register(RegistrationRequest request, Monitor monitor) {
      calls++;
      monitor.iterated("rigid", 0, 0, 0.5, 0.5);
      Space space = request.fixed().space();
      GridGeometry grid = request.fixed().grid();
      return new RegistrationResult(
          new AffineTransform(space, request.moving().space(), LINEAR),
          deforms ? Optional.of(field(space, grid, 1)) : Optional.empty(),
          deforms ? Optional.of(field(space, grid, -1)) : Optional.empty(),
          request.plan(),
          "known",
          "a test, 1 thread",
          monitor.trace(),
          List.of(new RegistrationResult.StageTiming("rigid", 0.25)),
          List.of(),
          new RegistrationResult.Signals(1, 0.9, null, List.of()));
    }

    /** A bump of 2 mm along z in the middle. */
    private static DisplacementField field(Space space, GridGeometry grid, double sign) {
      GridSize n = grid.size();
      NativeBuffer u = NativeBuffer.allocate(3 * n.voxelCount());
      for (int k = 0; k < n.nk(); k++) {
        for (int j = 0; j < n.nj(); j++) {
          for (int i = 0; i < n.ni(); i++) {
            double bump =
                Math.sin(Math.PI * i / (n.ni() - 1))
                    * Math.sin(Math.PI * j / (n.nj() - 1))
                    * Math.sin(Math.PI * k / (n.nk() - 1));
            u.set(2 * n.voxelCount() + n.offset(i, j, k), (float) (sign * 2 * bump));
          }
        }
      }
      return new DisplacementField(space, space, grid, u);
    }
  }

  /** NIfTI, the reference backend, and one engine. */
  public static Extensions extensions(Registrar registrar) {
    return extensions(registrar, new NiftiFormat());
  }

  public static Extensions extensions(Registrar registrar, VolumeFormat... images) {
    return new Extensions(
        new Extensions.Source() {
          @Override
          public <T extends SciJavaPlugin> List<T> all(Class<T> type) {
            List<SciJavaPlugin> installed = new ArrayList<>(List.of(images));
            installed.add(new ReferenceBackend());
            installed.add(registrar);
            return installed.stream().filter(type::isInstance).map(type::cast).toList();
          }
        });
  }

  public static JobRunner runner(Registrar registrar, ResultDocuments documents) {
    return new JobRunner(
        extensions(registrar),
        documents,
        new RegistrationRecord.Program("Regista", "test", "abc", "25", "Linux"));
  }

  /** Writes an image with a blob off its middle. */
  public static Path image(Path file, GridGeometry grid) {
    try (Volume volume =
        Volume.zeros(Space.named(file.toString()), grid, IntensityUnit.ARBITRARY)) {
      GridSize n = grid.size();
      LpsPoint middle = grid.centre().plus(new LpsVector(3, -2, 4));
      for (int k = 0; k < n.nk(); k++) {
        for (int j = 0; j < n.nj(); j++) {
          for (int i = 0; i < n.ni(); i++) {
            double mm = grid.toLps(new VoxelIndex(i, j, k)).distanceMm(middle);
            volume
                .voxels()
                .set(n.offset(i, j, k), (float) (100 * Math.exp(-mm * mm / 200) + i - 5));
          }
        }
      }
      new VolumeFiles(List.of(new NiftiFormat())).write(volume, VoxelType.FLOAT32, file);
    }
    return file;
  }

  public static RegistrationJob job(Path fixed, Path moving) {
    return new RegistrationJob(
        new RegistrationJob.Inputs(fixed, moving, Optional.empty(), Optional.empty()),
        PlanFiles.preset("generic"),
        RegistrationJob.Start.of("header"),
        new RegistrationJob.Machine("known", "reference", 1));
  }

  /** Points all over the fixed grid. */
  static List<LpsPoint> points() {
    List<LpsPoint> points = new ArrayList<>();
    for (int n = 0; n < 50; n++) {
      points.add(
          FIXED_GRID.toLps(new VoxelIndex(0.37 * n, 0.31 * ((n * 7) % 50), 0.16 * ((n * 3) % 50))));
    }
    return points;
  }
}
