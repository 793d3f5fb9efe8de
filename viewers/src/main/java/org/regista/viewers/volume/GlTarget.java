package org.regista.viewers.volume;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL3;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import org.regista.error.DeviceException;

/** Where a picture is drawn: colours, and the sample that each pixel shows. */
final class GlTarget {

  private final GL3 gl;
  private final int[] frame = new int[1];
  private final int[] buffers = new int[2];
  private int width;
  private int height;

  GlTarget(GL3 gl) {
    this.gl = gl;
    gl.glGenFramebuffers(1, frame, 0);
    gl.glGenRenderbuffers(2, buffers, 0);
  }

  /** Makes it the target, at that size. */
  void use(int columns, int rows) {
    gl.glBindFramebuffer(GL.GL_FRAMEBUFFER, frame[0]);
    if (columns != width || rows != height) {
      attach(0, GL.GL_RGBA8, columns, rows);
      attach(1, GL.GL_R32F, columns, rows);
      if (gl.glCheckFramebufferStatus(GL.GL_FRAMEBUFFER) != GL.GL_FRAMEBUFFER_COMPLETE) {
        throw new DeviceException(
            "the graphics driver cannot draw pictures of %dx%d".formatted(columns, rows));
      }
      width = columns;
      height = rows;
    }
    gl.glDrawBuffers(2, new int[] {GL.GL_COLOR_ATTACHMENT0, GL3.GL_COLOR_ATTACHMENT1}, 0);
    gl.glViewport(0, 0, columns, rows);
  }

  private void attach(int n, int format, int columns, int rows) {
    gl.glBindRenderbuffer(GL.GL_RENDERBUFFER, buffers[n]);
    gl.glRenderbufferStorage(GL.GL_RENDERBUFFER, format, columns, rows);
    gl.glFramebufferRenderbuffer(
        GL.GL_FRAMEBUFFER, GL.GL_COLOR_ATTACHMENT0 + n, GL.GL_RENDERBUFFER, buffers[n]);
  }

  /** All pixels, 0xAARRGGBB, row 0 first. */
  int[] argb() {
    int[] argb = new int[width * height];
    gl.glReadBuffer(GL.GL_COLOR_ATTACHMENT0);
    gl.glReadPixels(
        0, 0, width, height, GL.GL_BGRA, GL3.GL_UNSIGNED_INT_8_8_8_8_REV, IntBuffer.wrap(argb));
    return argb;
  }

  /** The sample that each pixel shows. */
  float[] samples() {
    float[] samples = new float[width * height];
    gl.glReadBuffer(GL3.GL_COLOR_ATTACHMENT1);
    gl.glReadPixels(0, 0, width, height, GL3.GL_RED, GL.GL_FLOAT, FloatBuffer.wrap(samples));
    return samples;
  }

  void delete() {
    gl.glDeleteFramebuffers(1, frame, 0);
    gl.glDeleteRenderbuffers(2, buffers, 0);
  }
}
