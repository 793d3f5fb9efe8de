package org.regista.viewers.volume;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.regista.geometry.GridGeometry;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.LpsVector;
import org.regista.viewers.state.ColourMap;
import org.regista.viewers.volume.VolumeLook.Clip;
import org.regista.viewers.volume.VolumeLook.LayerLook;
import org.regista.viewers.volume.VolumeLook.Mode;
import org.regista.viewers.volume.VolumeRenderer.Frame;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/** Pictures in which everything occurs, for two renderers to draw. */
final class ParityCases {

  private static final int WIDTH = 151;
  private static final int HEIGHT = 120;

  private ParityCases() {}

  /** By name, the same on every call. */
  static Map<String, Picture> draw(VolumeRenderer renderer) {
    VolumeScene scene = scene();
    VolumeCamera oblique = scene.firstView().turned(0.7, 0.4).zoomedBy(1.2);
    Map<String, Picture> pictures = new LinkedHashMap<>();
    for (Mode mode : Mode.values()) {
      VolumeLook look = look(mode);
      for (VolumeCamera.Side side : VolumeCamera.Side.values()) {
        VolumeCamera camera = oblique.seenFrom(side);
        pictures.put(mode.name() + "-" + side, draw(renderer, scene, look, camera, 1));
      }
      pictures.put(mode.name() + "-oblique", draw(renderer, scene, look, oblique, 1));
      pictures.put(mode.name() + "-coarse", draw(renderer, scene, look, oblique, 2));
      VolumeLook clipped = clipped(look);
      pictures.put(mode.name() + "-clipped", draw(renderer, scene, clipped, oblique, 1));
      VolumeScene solid = scene.with(solids());
      pictures.put(mode.name() + "-solids", draw(renderer, solid, clipped, oblique, 1));
    }
    return pictures;
  }

  private static Picture draw(
      VolumeRenderer renderer,
      VolumeScene scene,
      VolumeLook look,
      VolumeCamera camera,
      int coarser) {
    return renderer.render(
        scene, look, new Frame(camera, WIDTH, HEIGHT, 0.71, coarser), () -> false);
  }

  /** Wavy balls with a spot, on an oblique and on a straight grid. */
  private static VolumeScene scene() {
    GridGeometry straight = VolumePhantoms.centred(50, 60, 40, 2.1, 1.8, 2.6);
    LpsPoint middle = new LpsPoint(12, -7, 30);
    LpsPoint spot = new LpsPoint(35, -25, 52);
    return VolumePhantoms.moved(
        VolumePhantoms.volume(
            VolumePhantoms.FIXED,
            VolumePhantoms.oblique(),
            p -> ball(p, middle, 35) + VolumePhantoms.spot(p, spot)),
        VolumePhantoms.volume(
            VolumePhantoms.MOVING, straight, p -> ball(p, new LpsPoint(-5, 0, 10), 18)),
        new LpsVector(-20, 3, -11));
  }

  private static double ball(LpsPoint p, LpsPoint middle, double radius) {
    double ripple = 4 * Math.sin(p.x() / 5) * Math.cos(p.z() / 7);
    return Math.clamp((radius - p.distanceMm(middle) + ripple) / 12, 0, 1);
  }

  private static VolumeLook look(Mode mode) {
    TransferFunction haze =
        new TransferFunction(
            List.of(
                new TransferFunction.Point(0.1, 0x4060FF, 0),
                new TransferFunction.Point(0.4, 0x80FFA0, 0.02),
                new TransferFunction.Point(1.1, 0xFFE0C0, 0.15)),
            true);
    TransferFunction fire =
        new TransferFunction(
            List.of(
                new TransferFunction.Point(0.2, 0x800000, 0),
                new TransferFunction.Point(0.9, 0xFFC040, 0.3)),
            false);
    return new VolumeLook(
        mode,
        new LayerLook(haze, ColourMap.GREY, 0.45, 0.6),
        new LayerLook(fire, ColourMap.HOT_METAL, 0.5, 0.9),
        0.4,
        List.of());
  }

  private static VolumeLook clipped(VolumeLook look) {
    return new VolumeLook(
        look.mode(),
        look.fixed(),
        look.moving(),
        look.blend(),
        List.of(
            new Clip(new LpsPoint(20, 0, 0), new LpsVector(-1, 0, 0)),
            new Clip(new LpsPoint(0, -20, 10), new LpsVector(0, 0.8, 0.6))));
  }

  private static SolidModel solids() {
    float[] corners = {-30, -20, 0, 40, -10, 10, 10, 20, 60, 10, -60, 30};
    return new SolidModel(
        List.of(new SolidModel.Surface(corners, new int[] {0, 1, 2, 0, 2, 3}, 0x30C060)),
        List.of(
            new SolidModel.Line(new LpsPoint(-40, -40, -10), new LpsPoint(30, 30, 60), 0xFFFF00)));
  }
}
