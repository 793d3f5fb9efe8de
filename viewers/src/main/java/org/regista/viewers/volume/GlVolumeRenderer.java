package org.regista.viewers.volume;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL3;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;
import org.regista.error.DeviceException;
import org.regista.viewers.slice.PixelImage;

/**
 * Draws by OpenGL 3.3, off the screen, on a graphics device or on the processor where that is all
 * the driver has (Mesa's llvmpipe). Belongs to the thread that opened it.
 */
public final class GlVolumeRenderer implements VolumeRenderer {

  private static final long DEVICE_VOXELS = 96_000_000;
  private static final long SOFTWARE_VOXELS = 16_000_000;

  /** Rows between two looks at whether the picture is still wanted. */
  private static final int DEVICE_ROWS = 256;

  private static final int SOFTWARE_ROWS = 24;
  private static final float NOTHING_SEEN = 1e38f;

  private final GlContext context;
  private final GL3 gl;
  private final GlProgram program;
  private final GlTextures textures;
  private final GlTarget target;
  private final int[] vertices = new int[1];

  private GlVolumeRenderer(GlContext context) {
    this.context = context;
    gl = context.gl();
    program = new GlProgram(gl);
    textures = new GlTextures(gl);
    target = new GlTarget(gl);
    gl.glGenVertexArrays(1, vertices, 0);
    context.requireNoError("the start");
  }

  /**
   * Takes a second.
   *
   * @throws DeviceException if this machine cannot, with the reason
   */
  public static GlVolumeRenderer open() {
    GlContext context = GlContext.open();
    try {
      return new GlVolumeRenderer(context);
    } catch (RuntimeException e) {
      context.close();
      throw e;
    }
  }

  @Override
  public Picture render(
      VolumeScene scene, VolumeLook look, Frame frame, BooleanSupplier abandoned) {
    Rays rays = Rays.of(scene, look, frame);
    Light light = Light.of(frame.camera());
    target.use(rays.width(), rays.height());
    program.use();
    layer("fixed", GlTextures.FIXED_VOLUME, scene.fixed(), look.fixed(), look, rays);
    layer("moving", GlTextures.MOVING_VOLUME, scene.moving(), look.moving(), look, rays);
    program.set("mode", look.mode().ordinal());
    double[] weights = CpuRay.mipWeights(look);
    program.set("mipWeights", weights[0], weights[1]);
    program.set("towards", light.towards());
    program.set("between", light.between());
    planes(rays.planes());
    solids(scene, rays, light);
    draw(rays, abandoned);
    int[] argb = target.argb();
    float[] depthMm = target.samples();
    context.requireNoError("a picture");
    for (int n = 0; n < depthMm.length; n++) {
      depthMm[n] = depthMm[n] > NOTHING_SEEN ? Float.NaN : (float) (depthMm[n] * rays.stepMm());
    }
    return new Picture(frame, new PixelImage(rays.width(), rays.height(), argb), depthMm);
  }

  private void layer(
      String name,
      int unit,
      RayLayer volume,
      VolumeLook.LayerLook layerLook,
      VolumeLook look,
      Rays rays) {
    LayerRays layer = new LayerRays(volume, layerLook, look.mode(), rays);
    textures.volume(unit, volume);
    textures.leaps(GlTextures.FIXED_LEAPS + unit, layer);
    textures.table(GlTextures.FIXED_TABLE + unit, layer);
    program.set(name + "Volume", unit);
    program.set(name + "Leaps", GlTextures.FIXED_LEAPS + unit);
    program.set(name + "Table", GlTextures.FIXED_TABLE + unit);
    String fields = name + "Layer.";
    Rays.Index index = layer.index();
    program.set(fields + "base", index.i().base(), index.j().base(), index.k().base());
    program.set(fields + "across", index.i().across(), index.j().across(), index.k().across());
    program.set(fields + "along", index.i().along(), index.j().along(), index.k().along());
    program.set(fields + "ahead", index.i().ahead(), index.j().ahead(), index.k().ahead());
    program.set(fields + "size", volume.size().ni(), volume.size().nj(), volume.size().nk());
    program.setTransposed(fields + "indexToGradient", layer.lpsToIndex());
    program.set(fields + "scale", layer.scale());
    program.set(fields + "offset", layer.offset());
    program.set(fields + "samplesPerBlock", layer.samplesPerBlock());
    program.set(fields + "surface", layer.surface());
    program.set(fields + "shaded", layer.isShaded() ? 1 : 0);
  }

  private void planes(List<Rays.Affine> planes) {
    for (int n = 0; n < planes.size(); n++) {
      program.set("planes[" + n + "]", planes.get(n));
    }
    program.set("planeCount", planes.size());
  }

  private void solids(VolumeScene scene, Rays rays, Light light) {
    boolean some = !scene.solids().isEmpty();
    if (some) {
      textures.solids(new SolidRaster(scene.solids(), rays, light), rays.width(), rays.height());
    }
    program.set("hasSolids", some ? 1 : 0);
    program.set("solidSamples", GlTextures.SOLID_SAMPLES);
    program.set("solidColours", GlTextures.SOLID_COLOURS);
  }

  private void draw(Rays rays, BooleanSupplier abandoned) {
    gl.glBindVertexArray(vertices[0]);
    gl.glEnable(GL.GL_SCISSOR_TEST);
    int rows = context.isSoftware() ? SOFTWARE_ROWS : DEVICE_ROWS;
    for (int row = 0; row < rays.height(); row += rows) {
      if (abandoned.getAsBoolean()) {
        throw new CancellationException("the picture is no longer wanted");
      }
      gl.glScissor(0, row, rays.width(), Math.min(rows, rays.height() - row));
      gl.glDrawArrays(GL.GL_TRIANGLES, 0, 3);
      gl.glFinish();
    }
    gl.glDisable(GL.GL_SCISSOR_TEST);
  }

  /** Whether the processor draws, not a graphics device. */
  public boolean isSoftware() {
    return context.isSoftware();
  }

  @Override
  public String device() {
    return context.isSoftware()
        ? "3D by OpenGL on the processor (%s)".formatted(context.renderer())
        : "3D by OpenGL on %s".formatted(context.renderer());
  }

  @Override
  public VolumeScene.Limits limits() {
    return new VolumeScene.Limits(
        context.isSoftware() ? SOFTWARE_VOXELS : DEVICE_VOXELS, context.longest3dEdge());
  }

  @Override
  public void close() {
    program.delete();
    textures.delete();
    target.delete();
    gl.glDeleteVertexArrays(1, vertices, 0);
    context.close();
  }
}
