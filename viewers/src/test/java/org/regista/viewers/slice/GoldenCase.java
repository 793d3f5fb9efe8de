package org.regista.viewers.slice;

import static org.regista.viewers.slice.Phantoms.FIXED;
import static org.regista.viewers.slice.Phantoms.MOVING;

import org.regista.geometry.AffineMap;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.VoxelIndex;
import org.regista.image.NativeBuffer;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.DisplacementField;
import org.regista.transform.TransformChain;
import org.regista.viewers.state.Camera;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.state.Fusion;
import org.regista.viewers.state.FusionMode;
import org.regista.viewers.state.IntensityWindow;
import org.regista.viewers.state.Layer;
import org.regista.viewers.state.ViewState;
import org.regista.viewers.state.ViewState.Deformation;

/**
 * A pair that looks different in every direction: a skull of ellipsoids with one bright lump on the
 * left, one in front and one below. Both grids are anisotropic, the moving one oblique; the moving
 * anatomy is that of the fixed one, carried along by a field that folds at one place and an affine
 * map. Exact functions of the place, so the same on every machine.
 */
final class GoldenCase implements AutoCloseable {

  static final int WIDTH = 200;
  static final int HEIGHT = 160;

  private static final GridGeometry FIXED_GRID =
      Phantoms.centred(new GridSize(72, 90, 30), 1.5, 1.25, 3);
  private static final GridGeometry FIELD_GRID =
      Phantoms.centred(new GridSize(45, 45, 37), 2.5, 2.5, 2.5);
  private static final AffineMap LINEAR =
      new AffineMap(0.98, -0.17, 0, 4, 0.17, 0.98, 0.05, -3, 0, -0.05, 1, 2);

  private final Volume fixed;
  private final Volume moving;
  private final DisplacementField field;

  GoldenCase() {
    this(LpsVector.ZERO, 1);
  }

  /**
   * @param movingShift what the moving anatomy is moved by without the transform knowing
   * @param mirror -1 to store the moving anatomy with left and right exchanged
   */
  GoldenCase(LpsVector movingShift, int mirror) {
    fixed = Phantoms.volume(FIXED, FIXED_GRID, GoldenCase::anatomy);
    AffineMap back = LINEAR.inverse();
    GridGeometry plain = Phantoms.centred(new GridSize(80, 60, 44), 1.3, 1.8, 2.2);
    AffineMap oblique = new AffineMap(0.96, -0.28, 0, 0, 0.28, 0.96, 0, 0, 0, 0, 1, 0);
    GridGeometry grid = new GridGeometry(plain.size(), plain.indexToLps().andThen(oblique));
    moving =
        Phantoms.volume(
            MOVING,
            grid,
            p -> {
              LpsPoint there = back.apply(p.plus(movingShift.times(-1)));
              return 40 + 0.8 * anatomy(new LpsPoint(mirror * there.x(), there.y(), there.z()));
            });
    field = new DisplacementField(FIXED, FIXED, FIELD_GRID, displacements());
  }

  private static double anatomy(LpsPoint p) {
    double head = ellipsoid(p, new LpsPoint(0, 0, 0), 44, 52, 40);
    double skull = head < 1 && head > 0.8 ? 110 : 0;
    double brain = head <= 0.8 ? 70 + 0.6 * p.y() + 0.4 * p.z() : 0;
    double left = ellipsoid(p, new LpsPoint(20, 8, 4), 10, 7, 12) < 1 ? 120 : 0;
    double front = ellipsoid(p, new LpsPoint(-6, -30, -6), 6, 6, 9) < 1 ? 150 : 0;
    double below = ellipsoid(p, new LpsPoint(-14, 12, -20), 5, 8, 6) < 1 ? -60 : 0;
    return skull + Math.max(0, brain + left + front + below);
  }

  /** Below 1 inside. */
  private static double ellipsoid(LpsPoint p, LpsPoint c, double a, double b, double h) {
    LpsVector d = p.minus(c);
    return d.x() * d.x() / (a * a) + d.y() * d.y() / (b * b) + d.z() * d.z() / (h * h);
  }

  /** Grows on the left, shrinks in front, and folds in a small place on the right. */
  private static NativeBuffer displacements() {
    GridSize size = FIELD_GRID.size();
    NativeBuffer u = NativeBuffer.allocate(3 * size.voxelCount());
    for (int k = 0; k < size.nk(); k++) {
      for (int j = 0; j < size.nj(); j++) {
        for (int i = 0; i < size.ni(); i++) {
          LpsPoint p = FIELD_GRID.toLps(new VoxelIndex(i, j, k));
          LpsVector d =
              swelling(p, new LpsPoint(20, 8, 4), 16, 0.35)
                  .plus(swelling(p, new LpsPoint(-6, -30, 0), 14, -0.3))
                  .plus(swelling(p, new LpsPoint(-24, 10, 2), 12, -2.2));
          long n = size.offset(i, j, k);
          u.set(n, (float) d.x());
          u.set(n + size.voxelCount(), (float) d.y());
          u.set(n + 2 * size.voxelCount(), (float) d.z());
        }
      }
    }
    return u;
  }

  /**
   * Away from {@code c} if {@code strength} is positive, smoothly nothing beyond {@code radius}.
   */
  private static LpsVector swelling(LpsPoint p, LpsPoint c, double radius, double strength) {
    LpsVector d = p.minus(c);
    double share = 1 - d.dot(d) / (radius * radius);
    return share <= 0 ? LpsVector.ZERO : d.times(strength * share * share);
  }

  Scene scene() {
    return new Scene(
        fixed, moving, TransformChain.of(field, new AffineTransform(FIXED, MOVING, LINEAR)));
  }

  GridGeometry grid() {
    return FIXED_GRID;
  }

  static ViewState look(FusionMode mode, Deformation.Kind deformation) {
    LpsPoint focus = new LpsPoint(8, 2, 2);
    ColourMap colours = mode == FusionMode.BLEND ? ColourMap.INFERNO : ColourMap.GREY;
    return new ViewState(
        new Camera(new LpsPoint(6, 4, 1), new LpsPoint(0, 0, 0), 1),
        new Layer(new IntensityWindow(0, 220), ColourMap.GREY),
        new Layer(new IntensityWindow(40, 216), colours),
        new Fusion(mode, 0.45, 15, focus, 18),
        new Deformation(deformation, 5, Deformation.Since.FIXED));
  }

  @Override
  public void close() {
    fixed.close();
    moving.close();
    field.close();
  }
}
