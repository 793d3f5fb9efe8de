package org.regista.viewers.volume;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL3;
import java.nio.Buffer;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.ShortBuffer;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.GridSize;

/** The textures of one renderer, each on a unit of its own. */
final class GlTextures {

  static final int FIXED_VOLUME = 0;
  static final int MOVING_VOLUME = 1;
  static final int FIXED_LEAPS = 2;
  static final int MOVING_LEAPS = 3;
  static final int FIXED_TABLE = 4;
  static final int MOVING_TABLE = 5;
  static final int SOLID_SAMPLES = 6;
  static final int SOLID_COLOURS = 7;
  private static final int UNITS = 8;

  private final GL3 gl;
  private final int[] names = new int[UNITS];
  private final @Nullable RayLayer[] uploaded = new RayLayer[2];

  GlTextures(GL3 gl) {
    this.gl = gl;
    gl.glGenTextures(UNITS, names, 0);
    gl.glPixelStorei(GL.GL_UNPACK_ALIGNMENT, 1);
    gl.glPixelStorei(GL.GL_PACK_ALIGNMENT, 1);
    for (int unit = 0; unit < UNITS; unit++) {
      boolean deep = unit < FIXED_TABLE;
      int target = select(unit, deep ? GL3.GL_TEXTURE_3D : GL.GL_TEXTURE_2D);
      int filter = unit <= MOVING_VOLUME ? GL.GL_LINEAR : GL.GL_NEAREST;
      gl.glTexParameteri(target, GL.GL_TEXTURE_MIN_FILTER, filter);
      gl.glTexParameteri(target, GL.GL_TEXTURE_MAG_FILTER, filter);
      gl.glTexParameteri(target, GL.GL_TEXTURE_WRAP_S, GL.GL_CLAMP_TO_EDGE);
      gl.glTexParameteri(target, GL.GL_TEXTURE_WRAP_T, GL.GL_CLAMP_TO_EDGE);
      gl.glTexParameteri(target, GL3.GL_TEXTURE_WRAP_R, GL.GL_CLAMP_TO_EDGE);
    }
  }

  private int select(int unit, int target) {
    gl.glActiveTexture(GL.GL_TEXTURE0 + unit);
    gl.glBindTexture(target, names[unit]);
    return target;
  }

  /** Uploads a volume, unless it is there. */
  void volume(int unit, RayLayer layer) {
    if (uploaded[unit] != layer) {
      uploaded[unit] = null;
      deep(
          unit,
          GL3.GL_R16,
          layer.size(),
          GL3.GL_RED,
          GL.GL_UNSIGNED_SHORT,
          ShortBuffer.wrap(layer.codes()));
      uploaded[unit] = layer;
    }
  }

  void leaps(int unit, LayerRays layer) {
    deep(
        unit,
        GL3.GL_R8UI,
        layer.layer().blocks(),
        GL3.GL_RED_INTEGER,
        GL.GL_UNSIGNED_BYTE,
        ByteBuffer.wrap(layer.leaps()));
  }

  private void deep(int unit, int inner, GridSize size, int format, int type, Buffer content) {
    select(unit, GL3.GL_TEXTURE_3D);
    gl.getGL2ES3()
        .glTexImage3D(
            GL3.GL_TEXTURE_3D, 0, inner, size.ni(), size.nj(), size.nk(), 0, format, type, content);
  }

  void table(int unit, LayerRays layer) {
    flat(
        unit,
        GL.GL_RGBA32F,
        LayerRays.ENTRIES,
        1,
        GL.GL_RGBA,
        GL.GL_FLOAT,
        FloatBuffer.wrap(layer.table()));
  }

  void solids(SolidRaster raster, int width, int height) {
    flat(
        SOLID_SAMPLES,
        GL.GL_R32F,
        width,
        height,
        GL3.GL_RED,
        GL.GL_FLOAT,
        FloatBuffer.wrap(raster.sample()));
    flat(
        SOLID_COLOURS,
        GL.GL_RGBA8,
        width,
        height,
        GL.GL_BGRA,
        GL3.GL_UNSIGNED_INT_8_8_8_8_REV,
        IntBuffer.wrap(raster.rgb()));
  }

  private void flat(
      int unit, int inner, int width, int height, int format, int type, Buffer content) {
    select(unit, GL.GL_TEXTURE_2D);
    gl.glTexImage2D(GL.GL_TEXTURE_2D, 0, inner, width, height, 0, format, type, content);
  }

  void delete() {
    gl.glDeleteTextures(UNITS, names, 0);
  }
}
