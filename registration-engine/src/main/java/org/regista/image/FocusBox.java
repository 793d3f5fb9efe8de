package org.regista.image;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.regista.error.InputDataException;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.GridSize;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.geometry.Space;
import org.regista.geometry.VoxelIndex;

/**
 * A box along the patient's axes to which a registration keeps its eye: what lies outside does not
 * count. Both corners belong to it.
 *
 * @param low smallest x, y and z, LPS mm of the fixed image
 * @param high largest x, y and z
 */
public record FocusBox(LpsPoint low, LpsPoint high) {

  public FocusBox {
    if (!(low.x() < high.x() && low.y() < high.y() && low.z() < high.z())) {
      throw new IllegalArgumentException("a box from %s to %s is empty".formatted(low, high));
    }
  }

  /** The box between any two opposite corners. */
  public static FocusBox between(LpsPoint a, LpsPoint b) {
    return new FocusBox(
        new LpsPoint(Math.min(a.x(), b.x()), Math.min(a.y(), b.y()), Math.min(a.z(), b.z())),
        new LpsPoint(Math.max(a.x(), b.x()), Math.max(a.y(), b.y()), Math.max(a.z(), b.z())));
  }

  /**
   * Reads what {@link #text} writes: the six numbers x,y,z,x,y,z of two opposite corners, LPS mm.
   *
   * @throws InputDataException if it is something else, or holds no volume
   */
  public static FocusBox parse(String text) {
    List<String> words = List.of(text.strip().split("\\s*,\\s*", -1));
    try {
      List<Double> n = words.stream().map(Double::valueOf).toList();
      if (n.size() == 6 && n.stream().allMatch(Double::isFinite)) {
        return between(
            new LpsPoint(n.get(0), n.get(1), n.get(2)), new LpsPoint(n.get(3), n.get(4), n.get(5)));
      }
    } catch (IllegalArgumentException e) {
      throw unreadable(text, e);
    }
    throw unreadable(text, null);
  }

  private static InputDataException unreadable(String text, @Nullable Exception why) {
    return new InputDataException(
        "'%s' is no box; give two opposite corners as x,y,z,x,y,z in LPS mm of the fixed image, for instance -80,-100,0,80,90,150"
            .formatted(text),
        why);
  }

  /** The six numbers to a tenth of a millimetre, as {@link #parse} reads them. */
  public String text() {
    return DoubleStream.of(low.x(), low.y(), low.z(), high.x(), high.y(), high.z())
        .mapToObj(FocusBox::tenths)
        .collect(Collectors.joining(","));
  }

  private static String tenths(double mm) {
    BigDecimal rounded = BigDecimal.valueOf(mm).setScale(1, RoundingMode.HALF_EVEN);
    return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
  }

  /** Lengths of the edges along x, y and z. */
  public LpsVector edgesMm() {
    return high.minus(low);
  }

  public LpsPoint centre() {
    return low.plus(edgesMm().times(0.5));
  }

  public boolean contains(LpsPoint p) {
    return p.x() >= low.x()
        && p.x() <= high.x()
        && p.y() >= low.y()
        && p.y() <= high.y()
        && p.z() >= low.z()
        && p.z() <= high.z();
  }

  /** What both boxes hold; empty if that is nothing. */
  public Optional<FocusBox> and(FocusBox other) {
    LpsPoint from =
        new LpsPoint(
            Math.max(low.x(), other.low.x()),
            Math.max(low.y(), other.low.y()),
            Math.max(low.z(), other.low.z()));
    LpsPoint to =
        new LpsPoint(
            Math.min(high.x(), other.high.x()),
            Math.min(high.y(), other.high.y()),
            Math.min(high.z(), other.high.z()));
    boolean some = from.x() < to.x() && from.y() < to.y() && from.z() < to.z();
    return some ? Optional.of(new FocusBox(from, to)) : Optional.empty();
  }

  /** The smallest box around the voxels of a grid, edges included. */
  public static FocusBox around(GridGeometry grid) {
    GridSize n = grid.size();
    List<LpsPoint> corners =
        Stream.of(0, 1, 2, 3, 4, 5, 6, 7)
            .map(
                c ->
                    grid.toLps(
                        new VoxelIndex(
                            (c & 1) * n.ni() - 0.5,
                            (c >> 1 & 1) * n.nj() - 0.5,
                            (c >> 2) * n.nk() - 0.5)))
            .toList();
    return around(corners);
  }

  /** The smallest box around points that do not lie in a plane along the axes. */
  public static FocusBox around(List<LpsPoint> points) {
    return new FocusBox(
        new LpsPoint(
            points.stream().mapToDouble(LpsPoint::x).min().orElseThrow(),
            points.stream().mapToDouble(LpsPoint::y).min().orElseThrow(),
            points.stream().mapToDouble(LpsPoint::z).min().orElseThrow()),
        new LpsPoint(
            points.stream().mapToDouble(LpsPoint::x).max().orElseThrow(),
            points.stream().mapToDouble(LpsPoint::y).max().orElseThrow(),
            points.stream().mapToDouble(LpsPoint::z).max().orElseThrow()));
  }

  /**
   * 1 for each voxel of a grid whose centre lies in the box; the caller closes it.
   *
   * @throws InputDataException if there is no such voxel
   */
  public Mask on(GridGeometry grid, Space space) {
    GridSize n = grid.size();
    NativeBuffer weights = NativeBuffer.allocate(n.voxelCount());
    long inside = 0;
    for (int k = 0; k < n.nk(); k++) {
      for (int j = 0; j < n.nj(); j++) {
        for (int i = 0; i < n.ni(); i++) {
          if (contains(grid.toLps(new VoxelIndex(i, j, k)))) {
            weights.set(n.offset(i, j, k), 1);
            inside++;
          }
        }
      }
    }
    if (inside == 0) {
      weights.close();
      throw new InputDataException(
          "the box %s holds no voxel of '%s', which lies within %s (LPS mm); move the box onto the fixed image"
              .formatted(text(), space.label(), around(grid).text()));
    }
    return new Mask(space, grid, weights);
  }
}
