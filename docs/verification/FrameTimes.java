import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.ToDoubleFunction;
import javafx.animation.AnimationTimer;
import javafx.application.Platform;
import javafx.scene.Parent;
import javafx.stage.Stage;
import org.regista.app.gui.LoadedCase;
import org.regista.app.gui.Session;
import org.regista.app.gui.Workplace;
import org.regista.app.gui.shell.ShellViewModel;
import org.regista.app.gui.shell.Workstation;
import org.regista.app.gui.viewer.ViewerLayout;
import org.regista.app.gui.viewer.ViewerView;
import org.regista.app.gui.viewer.ViewerViewModel;
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
import org.regista.io.nifti.NiftiFormat;
import org.regista.io.dicom.DicomFolderFormat;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.Plane;

/**
 * Times of the window on a real display, one line each, tab-separated.
 *
 * <p>"scroll LAYOUT EDGE": prints "frame WALL_MS" for each picture while an axial plane of EDGE x EDGE pixels is scrolled
 * as fast as it is drawn, fused through a deformable transform, and at the end "cpu MS_PER_FRAME". "open FIXED MOVING":
 * prints "first WALL_MS CPU_MS" from asking for two images to their first picture.
 */
public final class FrameTimes {

  private static final int WARM_UP = 60;
  private static final int FRAMES = 300;

  public static void main(String[] arguments) throws Exception {
    CountDownLatch done = new CountDownLatch(1);
    Platform.startup(
        () -> {
          switch (arguments[0]) {
            case "scroll" -> scroll(ViewerLayout.valueOf(arguments[1]), Integer.parseInt(arguments[2]), done);
            default -> open(List.of(Path.of(arguments[1]), Path.of(arguments[2])), done);
          }
        });
    done.await();
    Platform.exit();
    System.exit(0);
  }

  private static double cpuMs() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
  }

  private static void scroll(ViewerLayout layout, int edge, CountDownLatch done) {
    ExecutorService rendering = Executors.newSingleThreadExecutor(Thread.ofPlatform().daemon().factory());
    ViewerViewModel viewer = new ViewerViewModel(rendering);
    viewer.layout().set(layout);
    Parent pictures = new ViewerView(viewer, new SliceRenderer(2), Platform::runLater);
    Stage stage = new Stage();
    // the large plane of three takes 0.6 of the width
    double width = layout == ViewerLayout.THREE ? edge / 0.6 : edge;
    stage.setScene(new javafx.scene.Scene(pictures, width, edge));
    stage.show();
    viewer.show(deformed());
    new Scrolling(viewer, done).start();
  }

  /** Asks for the next slice as soon as the last one has been drawn and the screen has come round. */
  private static final class Scrolling extends AnimationTimer {

    private final ViewerViewModel viewer;
    private final CountDownLatch done;
    private final List<Double> frames = new ArrayList<>();
    private long before = -1;
    private long asked = System.nanoTime();
    private double cpu;
    private int direction = 1;

    Scrolling(ViewerViewModel viewer, CountDownLatch done) {
      this.viewer = viewer;
      this.done = done;
    }

    @Override
    public void handle(long now) {
      long drawn = viewer.drawn().get();
      if (drawn == before) {
        return;
      }
      long time = System.nanoTime();
      frames.add((time - asked) / 1e6);
      asked = time;
      if (frames.size() == WARM_UP) {
        cpu = cpuMs();
      }
      if (frames.size() == WARM_UP + FRAMES) {
        stop();
        frames.subList(WARM_UP, frames.size()).forEach(ms -> System.out.println("frame\t" + ms));
        System.out.println("cpu\t" + (cpuMs() - cpu) / FRAMES);
        done.countDown();
        return;
      }
      before = drawn;
      direction = frames.size() % 60 == 0 ? -direction : direction;
      viewer.scroll(Plane.AXIAL, direction);
    }
  }

  private static void open(List<Path> paths, CountDownLatch done) {
    Session session =
        new Session(
            new VolumeFiles(List.of(new NiftiFormat(), new DicomFolderFormat())),
            folder -> {
              throw new IllegalStateException();
            });
    Path work = temporaryFolder().resolve("work");
    Workplace place = new Workplace(work, List.of(), List.of("native"), List.of("cpu"), "frames");
    ShellViewModel shell = Workstation.show(session, place, new Stage(), List.of());
    long[] start = new long[1];
    double[] cpu = new double[1];
    new AnimationTimer() {
      private int pulses;

      @Override
      public void handle(long now) {
        pulses++;
        if (pulses == 30) {
          start[0] = System.nanoTime();
          cpu[0] = cpuMs();
          shell.open(paths);
        } else if (pulses > 30 && shell.viewer().drawn().get() > 0) {
          System.out.println("first\t" + (System.nanoTime() - start[0]) / 1e6 + "\t" + (cpuMs() - cpu[0]));
          stop();
          done.countDown();
        }
      }
    }.start();
  }

  private static Path temporaryFolder() {
    try {
      return Files.createTempDirectory("regista-frames");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Two volumes of 512 x 512 x 160 voxels, and a field that bends by up to 6 mm, every 2 mm. */
  private static LoadedCase deformed() {
    GridGeometry grid = grid(new GridSize(512, 512, 160), 0.7, 1.5);
    Volume fixed = volume("CT", grid, p -> 400 * Math.sin(p.x() / 9) * Math.cos(p.y() / 7) + p.z());
    Volume moving = volume("MR", grid, p -> 400 * Math.sin(p.x() / 9) * Math.cos(p.y() / 7) + p.z());
    GridGeometry coarse = grid(new GridSize(180, 180, 120), 2, 2);
    long count = coarse.size().voxelCount();
    NativeBuffer u = NativeBuffer.allocate(3 * count);
    each(
        coarse,
        (n, p) -> {
          u.set(n, (float) (6 * Math.sin(p.y() / 40)));
          u.set(n + count, (float) (6 * Math.sin(p.z() / 40)));
          u.set(n + 2 * count, (float) (6 * Math.sin(p.x() / 40)));
        });
    DisplacementField field = new DisplacementField(fixed.space(), fixed.space(), coarse, u);
    AffineMap turned = new AffineMap(0.995, -0.1, 0, 3, 0.1, 0.995, 0, -4, 0, 0, 1, 2);
    Scene scene =
        new Scene(
            fixed,
            moving,
            TransformChain.of(
                field, new AffineTransform(fixed.space(), moving.space(), turned)));
    return new LoadedCase("CT ⟷ MR", scene, RegistrationBadge.unsigned("deformable"), InitialView.of(scene));
  }

  private static GridGeometry grid(GridSize size, double inPlaneMm, double sliceMm) {
    LpsPoint origin =
        new LpsPoint(
            -inPlaneMm * (size.ni() - 1) / 2.0, -inPlaneMm * (size.nj() - 1) / 2.0, -sliceMm * (size.nk() - 1) / 2.0);
    return GridGeometry.axisAligned(size, new LpsVector(inPlaneMm, inPlaneMm, sliceMm), origin);
  }

  private interface Visitor {
    void visit(long n, LpsPoint p);
  }

  private static void each(GridGeometry grid, Visitor visitor) {
    GridSize size = grid.size();
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          visitor.visit(size.offset(i, j, k), grid.toLps(new VoxelIndex(i, j, k)));
        }
      }
    }
  }

  private static Volume volume(String label, GridGeometry grid, ToDoubleFunction<LpsPoint> value) {
    NativeBuffer voxels = NativeBuffer.allocate(grid.size().voxelCount());
    each(grid, (n, p) -> voxels.set(n, (float) value.applyAsDouble(p)));
    return new Volume(Space.named(label), grid, IntensityUnit.ARBITRARY, voxels);
  }
}
