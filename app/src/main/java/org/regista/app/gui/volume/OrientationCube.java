package org.regista.app.gui.volume;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.LpsVector;
import org.regista.viewers.slice.SliceMarks;
import org.regista.viewers.volume.VolumeCamera;

/** A cube that stands in the patient, with the letter of the side on each face; as data. */
final class OrientationCube {

  private static final double HIDDEN = 0.02;

  private OrientationCube() {}

  /**
   * A face that is seen. Places are in edges of half a cube from its middle, to the right and down.
   *
   * @param letter of the side of the patient to which it looks
   * @param facing 1 if it looks straight at the viewer, 0 if it is seen from the edge
   */
  record Face(
      String letter, double[] xs, double[] ys, double middleX, double middleY, double facing) {}

  /** From the least to the most visible. */
  static List<Face> faces(VolumeCamera camera) {
    List<Face> faces = new ArrayList<>();
    for (int axis = 0; axis < 3; axis++) {
      for (int sign = -1; sign <= 1; sign += 2) {
        LpsVector normal = unit(axis).times(sign);
        double facing = -normal.dot(camera.away());
        if (facing > HIDDEN) {
          faces.add(face(camera, normal, unit((axis + 1) % 3), unit((axis + 2) % 3), facing));
        }
      }
    }
    faces.sort((a, b) -> Double.compare(a.facing, b.facing));
    return faces;
  }

  private static LpsVector unit(int axis) {
    return new LpsVector(axis == 0 ? 1 : 0, axis == 1 ? 1 : 0, axis == 2 ? 1 : 0);
  }

  private static Face face(
      VolumeCamera camera, LpsVector normal, LpsVector u, LpsVector v, double facing) {
    double[] xs = new double[4];
    double[] ys = new double[4];
    int[] us = {-1, 1, 1, -1};
    int[] vs = {-1, -1, 1, 1};
    for (int n = 0; n < 4; n++) {
      LpsVector corner = normal.plus(u.times(us[n])).plus(v.times(vs[n]));
      xs[n] = corner.dot(camera.right());
      ys[n] = corner.dot(camera.down());
    }
    return new Face(
        SliceMarks.letters(normal),
        xs,
        ys,
        normal.dot(camera.right()),
        normal.dot(camera.down()),
        facing);
  }
}
