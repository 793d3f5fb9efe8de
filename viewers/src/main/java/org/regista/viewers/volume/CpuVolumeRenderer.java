package org.regista.viewers.volume;

import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.regista.parallel.Workers;
import org.regista.viewers.slice.PixelImage;

/** Draws in plain Java, where there is no graphics device, and as the oracle of the device. */
public final class CpuVolumeRenderer implements VolumeRenderer {

  private static final VolumeScene.Limits LIMITS = new VolumeScene.Limits(16_000_000, 2048);

  private final int threads;

  /**
   * @param threads that share the rows of a picture
   */
  public CpuVolumeRenderer(int threads) {
    this.threads = threads;
  }

  @Override
  public Picture render(
      VolumeScene scene, VolumeLook look, Frame frame, BooleanSupplier abandoned) {
    Rays rays = Rays.of(scene, look, frame);
    Light light = Light.of(frame.camera());
    SolidRaster solids = new SolidRaster(scene.solids(), rays, light);
    LayerRays fixed = new LayerRays(scene.fixed(), look.fixed(), look.mode(), rays);
    LayerRays moving = new LayerRays(scene.moving(), look.moving(), look.mode(), rays);
    int[] argb = new int[rays.width() * rays.height()];
    float[] depthMm = new float[argb.length];
    Workers.forEach(
        rays.height(),
        threads,
        row -> {
          if (abandoned.getAsBoolean()) {
            throw new CancellationException("the picture is no longer wanted");
          }
          CpuRay ray = new CpuRay(rays, look, light, fixed, moving);
          for (int column = 0; column < rays.width(); column++) {
            int p = row * rays.width() + column;
            ray.trace(column, row, solids.sample()[p], solids.rgb()[p]);
            argb[p] = ray.argb();
            depthMm[p] = ray.depthMm();
          }
        });
    return new Picture(frame, new PixelImage(rays.width(), rays.height(), argb), depthMm);
  }

  @Override
  public String device() {
    return "3D in plain Java, %d threads".formatted(threads);
  }

  @Override
  public VolumeScene.Limits limits() {
    return LIMITS;
  }

  @Override
  public void close() {
    // owns nothing
  }
}
