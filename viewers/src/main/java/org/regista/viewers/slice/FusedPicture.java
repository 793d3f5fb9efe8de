package org.regista.viewers.slice;

import java.util.List;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.image.Volume;
import org.regista.transform.Transform;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.Plane;
import org.regista.viewers.state.ViewState;

/**
 * The picture for reports: axial, coronal and sagittal slices through one place, one row for each
 * way of fusing, before and after registration. Every row carries its badge, every slice its
 * letters and its scale. Borrows the volumes.
 */
public final class FusedPicture {

  private static final int MOST_CINE = 120;
  private static final int CINE_MILLISECONDS = 80;
  private static final int GAP = 4;
  private static final int STRIP = 26;
  private static final int MARGIN = 8;
  private static final int BACKGROUND = 0xFF1E1E1E;
  private static final int TEXT = 0xFFE6E6E6;
  private static final int MARK = 0xFFD8D8D8;

  private final Volume fixed;
  private final Volume moving;
  private final ViewState look;
  private final int panelPixels;
  private final SliceRenderer renderer;

  /**
   * @param panelPixels edge of the square that one slice gets; at least 64
   */
  public FusedPicture(
      Volume fixed, Volume moving, ViewState look, int panelPixels, SliceRenderer renderer) {
    if (panelPixels < 64) {
      throw new IllegalArgumentException(
          "slices of %d pixels are too small".formatted(panelPixels));
    }
    this.fixed = fixed;
    this.moving = moving;
    this.look = look;
    this.panelPixels = panelPixels;
    this.renderer = renderer;
  }

  /** With the windows, colours and place that {@link InitialView} chooses. */
  public static FusedPicture of(Scene scene, int panelPixels, SliceRenderer renderer) {
    return new FusedPicture(
        scene.fixed(), scene.moving(), InitialView.of(scene), panelPixels, renderer);
  }

  /** The same picture through another place of the fixed space. */
  public FusedPicture through(LpsPoint p) {
    ViewState there = look.moved(camera -> camera.withCrosshair(p));
    return new FusedPicture(fixed, moving, there, panelPixels, renderer);
  }

  /** Four rows: blend before and after, checkerboard before and after. */
  public PixelImage beforeAndAfter(Transform before, Transform after, RegistrationBadge badge) {
    RegistrationBadge none = RegistrationBadge.byHeaders(fixed.space(), moving.space());
    return compose(
        List.of(
            new Row("Before · blend", before, none, FusionMode.BLEND),
            new Row("After · blend", after, badge, FusionMode.BLEND),
            new Row("Before · checkerboard", before, none, FusionMode.CHECKERBOARD),
            new Row("After · checkerboard", after, badge, FusionMode.CHECKERBOARD)));
  }

  /** One row, fused as the look says. */
  public PixelImage asLooked(Transform fixedToMoving, RegistrationBadge badge) {
    FusionMode mode = look.fusion().mode();
    return compose(List.of(new Row(mode.label(), fixedToMoving, badge, mode)));
  }

  /**
   * An animated PNG that goes through the fixed image along the normal of {@code plane}, slice by
   * slice and from its first to its last, at most {@value #MOST_CINE} of them, evenly chosen; each
   * picture as {@link #asLooked}.
   */
  public byte[] cine(Plane plane, Transform fixedToMoving, RegistrationBadge badge) {
    LpsVector normal = look.camera().axes(plane).normal();
    LpsBox box = LpsBox.of(fixed.grid());
    double stepMm = fixed.grid().sliceSpacingMm(normal);
    long slices = Math.max(1, Math.round(box.extentMm(normal) / stepMm));
    int count = (int) Math.min(slices, MOST_CINE);
    LpsPoint here = look.camera().crosshair();
    double middleMm = box.centre().minus(here).dot(normal);
    double lengthMm = (slices - 1) * stepMm;
    return PngEncoder.animation(
        count,
        n -> {
          double alongMm = middleMm + lengthMm * (n / Math.max(1.0, count - 1.0) - 0.5);
          return through(here.plus(normal.times(alongMm))).asLooked(fixedToMoving, badge);
        },
        CINE_MILLISECONDS);
  }

  /** Two rows, blend and checkerboard, through one transform. */
  public PixelImage through(Transform fixedToMoving, RegistrationBadge badge) {
    return compose(
        List.of(
            new Row("Blend", fixedToMoving, badge, FusionMode.BLEND),
            new Row("Checkerboard", fixedToMoving, badge, FusionMode.CHECKERBOARD)));
  }

  private record Row(
      String caption, Transform transform, RegistrationBadge badge, FusionMode mode) {}

  private PixelImage compose(List<Row> rows) {
    int columns = Plane.values().length;
    int width = columns * panelPixels + (columns - 1) * GAP;
    int height = STRIP + rows.size() * (STRIP + panelPixels);
    Painter painter = Painter.filled(width, height, BACKGROUND);
    painter.text(MARGIN, GAP, Glyphs.get().fitted(title(), width - 2 * MARGIN), TEXT);
    int top = STRIP;
    for (Row row : rows) {
      drawStrip(painter, row, top, width);
      drawPanels(painter, row, top + STRIP);
      top += STRIP + panelPixels;
    }
    return painter.finish();
  }

  private String title() {
    return "fixed: " + name(fixed, look.fixed()) + "  ↔  moving: " + name(moving, look.moving());
  }

  private static String name(Volume volume, Layer layer) {
    return volume.space().label() + " (" + layer.colours().label() + ")";
  }

  private static void drawStrip(Painter painter, Row row, int top, int width) {
    Glyphs glyphs = Glyphs.get();
    painter.text(MARGIN, top + GAP, row.caption(), TEXT);
    int room = width - glyphs.width(row.caption()) - 5 * MARGIN;
    String badge = glyphs.fitted(row.badge().text(), room);
    int left = width - MARGIN - glyphs.width(badge);
    int colour = row.badge().trust().argb();
    painter.box(left - 2 * MARGIN, top + STRIP / 2 - 4, 8, 8, colour);
    painter.text(left, top + GAP, badge, colour);
  }

  private void drawPanels(Painter painter, Row row, int top) {
    Scene scene = new Scene(fixed, moving, row.transform());
    ViewState state = look.withFusion(look.fusion().withMode(row.mode()));
    for (Plane plane : Plane.values()) {
      SliceFrame frame =
          SliceFrame.of(state.camera(), fixed.grid(), plane, panelPixels, panelPixels);
      int left = plane.ordinal() * (panelPixels + GAP);
      painter.picture(left, top, renderer.render(state, scene, frame, () -> false));
      drawMarks(painter, SliceMarks.of(frame), left, top);
    }
  }

  private void drawMarks(Painter painter, SliceMarks marks, int left, int top) {
    Glyphs glyphs = Glyphs.get();
    int middle = (panelPixels - glyphs.height()) / 2;
    int last = panelPixels - glyphs.height() - 2;
    painter.rimmedText(left + 4, top + middle, marks.left(), MARK);
    painter.rimmedText(
        left + panelPixels - 4 - glyphs.width(marks.right()), top + middle, marks.right(), MARK);
    painter.rimmedText(left + panelPixels / 2 - 4, top + 2, marks.top(), MARK);
    painter.rimmedText(left + panelPixels / 2 - 4, top + last, marks.bottom(), MARK);
    int bar = (int) Math.round(marks.scaleBarPixels());
    painter.box(left + MARGIN - 1, top + panelPixels - MARGIN - 3, bar + 2, 4, 0xB0000000);
    painter.box(left + MARGIN, top + panelPixels - MARGIN - 2, bar, 2, MARK);
    painter.rimmedText(left + MARGIN, top + last - MARGIN - 2, marks.scaleBarText(), MARK);
  }
}
