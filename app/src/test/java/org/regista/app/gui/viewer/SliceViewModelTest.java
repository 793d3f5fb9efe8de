package org.regista.app.gui.viewer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.regista.app.gui.Cases;
import org.regista.geometry.LpsPoint;
import org.regista.viewers.slice.PixelImage;
import org.regista.viewers.slice.SliceFrame;
import org.regista.viewers.slice.SliceRenderer;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Plane;

class SliceViewModelTest {

  private final Queue<Runnable> renderThread = new ArrayDeque<>();
  private final ViewerViewModel viewer = new ViewerViewModel(renderThread::add);
  private final SliceViewModel slice =
      viewer.slice(ViewerLayout.Cell.fused(Plane.AXIAL), new SliceRenderer(1), Runnable::run);

  @BeforeEach
  void open() {
    viewer.show(Cases.ctAndPet());
  }

  @AfterEach
  void close() {
    viewer.close();
    finishRendering();
  }

  private int finishRendering() {
    int jobs = 0;
    for (Runnable job = renderThread.poll(); job != null; job = renderThread.poll()) {
      job.run();
      jobs++;
    }
    return jobs;
  }

  private PixelImage image() {
    return slice.picture().get().orElseThrow().image();
  }

  @Test
  void nothingIsRenderedBeforeTheSizeIsKnown() {
    assertThat(finishRendering()).isZero();
    slice.resize(80, 60);
    assertThat(finishRendering()).isEqualTo(1);
    assertThat(image().width()).isEqualTo(80);
    assertThat(image().height()).isEqualTo(60);
  }

  @Test
  void ofManyWishesOnlyTheNewestIsRendered() {
    slice.resize(80, 60);
    for (int n = 0; n < 10; n++) {
      viewer.scroll(Plane.AXIAL, 1);
    }
    viewer.placeCrosshair(new LpsPoint(4, -3, 2));
    assertThat(finishRendering()).isEqualTo(1);
    SliceFrame frame = slice.picture().get().orElseThrow().frame();
    assertThat(frame.centre().z()).isEqualTo(2, within(1e-12));
  }

  @Test
  void clickedPixelAndCrosshairAgree() {
    slice.resize(80, 60);
    slice.toLps(30, 20).ifPresent(viewer::placeCrosshair);
    LpsPoint crosshair = viewer.shown().get().orElseThrow().state().camera().crosshair();
    SliceFrame frame = slice.frame().orElseThrow();
    assertThat(frame.column(crosshair)).isEqualTo(30, within(1e-9));
    assertThat(frame.row(crosshair)).isEqualTo(20, within(1e-9));
    assertThat(slice.toLpsVector(10, 0).x()).isEqualTo(10 * frame.mmPerPixel(), within(1e-9));
  }

  @Test
  void aCrosshairThatStaysOnTheSliceNeedsNoNewPixels() {
    slice.resize(80, 60);
    finishRendering();
    PixelImage first = image();
    slice.toLps(30, 20).ifPresent(viewer::placeCrosshair);
    finishRendering();
    assertThat(image()).isSameAs(first);
    viewer.scroll(Plane.AXIAL, 1);
    finishRendering();
    assertThat(image()).isNotSameAs(first);
  }

  @Test
  void aHeldKeyShowsOneImageAndLetsGoAgain() {
    slice.resize(80, 60);
    finishRendering();
    int[] fused = image().argb();
    viewer.held().set(Optional.of(FusionMode.FIXED_ONLY));
    finishRendering();
    assertThat(Arrays.stream(image().argb()).allMatch(SliceViewModelTest::isGrey)).isTrue();
    viewer.held().set(Optional.empty());
    finishRendering();
    assertThat(image().argb()).isEqualTo(fused);
    assertThat(Arrays.stream(fused).allMatch(SliceViewModelTest::isGrey)).isFalse();
  }

  private static boolean isGrey(int argb) {
    return (argb >> 16 & 0xFF) == (argb & 0xFF);
  }

  @Test
  void aJobThatIsSupersededMayGiveUpAndTheNextOneRuns() {
    LatestOnly queue = new LatestOnly(renderThread::add);
    StringBuilder ran = new StringBuilder();
    queue.submit(
        newer -> {
          assertThat(newer.getAsBoolean()).isFalse();
          queue.submit(next -> ran.append("second"));
          assertThat(newer.getAsBoolean()).isTrue();
          throw new CancellationException("superseded");
        });
    assertThat(finishRendering()).isEqualTo(2);
    assertThat(ran).hasToString("second");
  }
}
