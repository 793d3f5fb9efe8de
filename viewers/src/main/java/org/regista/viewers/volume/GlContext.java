package org.regista.viewers.volume;

import com.jogamp.opengl.GL;
import com.jogamp.opengl.GL3;
import com.jogamp.opengl.GLCapabilities;
import com.jogamp.opengl.GLContext;
import com.jogamp.opengl.GLDrawableFactory;
import com.jogamp.opengl.GLOffscreenAutoDrawable;
import com.jogamp.opengl.GLProfile;
import java.util.Locale;
import java.util.regex.Pattern;
import org.regista.error.DeviceException;

/** A context of OpenGL 3.3 or newer without a window, current on the thread that opened it. */
final class GlContext implements AutoCloseable {

  private static final Pattern SOFTWARE =
      Pattern.compile("llvmpipe|softpipe|swr|software|gdi generic|microsoft basic");

  private final GLOffscreenAutoDrawable drawable;
  private final GL3 gl;
  private final String renderer;

  private GlContext(GLOffscreenAutoDrawable drawable) {
    this.drawable = drawable;
    drawable.display(); // makes the context
    if (drawable.getContext().makeCurrent() == GLContext.CONTEXT_NOT_CURRENT) {
      throw new DeviceException("the OpenGL context cannot be made current");
    }
    this.gl = drawable.getGL().getGL3();
    this.renderer = gl.glGetString(GL.GL_RENDERER);
  }

  /**
   * @throws DeviceException if this machine has no such OpenGL, with the reason
   */
  static GlContext open() {
    requireDisplay();
    try {
      GLProfile profile = GLProfile.get(GLProfile.getDefaultDevice(), GLProfile.GL3);
      GLCapabilities wanted = new GLCapabilities(profile);
      wanted.setOnscreen(false);
      wanted.setFBO(true);
      return new GlContext(
          GLDrawableFactory.getFactory(profile)
              .createOffscreenAutoDrawable(null, wanted, null, 1, 1));
    } catch (RuntimeException | LinkageError e) {
      throw new DeviceException("OpenGL 3.3 cannot be used: " + e.getMessage(), e);
    }
  }

  /** JOGL would find that out too, but tells it to standard error. */
  private static void requireDisplay() {
    boolean x11 = System.getProperty("os.name").toLowerCase(Locale.ROOT).contains("linux");
    if (x11 && System.getenv("DISPLAY") == null) {
      throw new DeviceException("OpenGL needs an X display, and DISPLAY names none");
    }
  }

  GL3 gl() {
    return gl;
  }

  /** As the driver names it. */
  String renderer() {
    return renderer;
  }

  /** Whether the processor draws, not a graphics device. */
  boolean isSoftware() {
    return SOFTWARE.matcher(renderer.toLowerCase(Locale.ROOT)).find();
  }

  int longest3dEdge() {
    int[] edge = new int[1];
    gl.glGetIntegerv(GL3.GL_MAX_3D_TEXTURE_SIZE, edge, 0);
    return edge[0];
  }

  /**
   * @throws DeviceException if OpenGL has noted an error
   */
  void requireNoError(String after) {
    int error = gl.glGetError();
    if (error != GL.GL_NO_ERROR) {
      throw new DeviceException(
          "OpenGL error 0x%04X after %s on %s".formatted(error, after, renderer));
    }
  }

  @Override
  public void close() {
    drawable.getContext().release();
    drawable.destroy();
  }
}
