package org.regista.viewers.volume;

import com.jogamp.opengl.GL3;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.regista.error.DeviceException;
import org.regista.geometry.AffineMap;
import org.regista.geometry.LpsVector;

/** {@code volume.frag}, compiled, over a triangle that covers the picture. */
final class GlProgram {

  private static final String COVER =
      """
      #version 330 core
      void main() {
        gl_Position = vec4(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0, 0.0, 1.0);
      }
      """;

  private final GL3 gl;
  private final int program;
  private final Map<String, Integer> locations = new HashMap<>();

  GlProgram(GL3 gl) {
    this.gl = gl;
    int vertex = compile(GL3.GL_VERTEX_SHADER, COVER);
    int fragment = compile(GL3.GL_FRAGMENT_SHADER, source());
    program = gl.glCreateProgram();
    gl.glAttachShader(program, vertex);
    gl.glAttachShader(program, fragment);
    gl.glLinkProgram(program);
    gl.glDeleteShader(vertex);
    gl.glDeleteShader(fragment);
    int[] linked = new int[1];
    gl.glGetProgramiv(program, GL3.GL_LINK_STATUS, linked, 0);
    if (linked[0] == 0) {
      byte[] log = new byte[4096];
      int[] length = new int[1];
      gl.glGetProgramInfoLog(program, log.length, length, 0, log, 0);
      throw refused("link", log, length[0]);
    }
  }

  private static String source() {
    try (InputStream in =
        Objects.requireNonNull(GlProgram.class.getResourceAsStream("volume.frag"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private int compile(int kind, String source) {
    int shader = gl.glCreateShader(kind);
    gl.glShaderSource(shader, 1, new String[] {source}, null, 0);
    gl.glCompileShader(shader);
    int[] compiled = new int[1];
    gl.glGetShaderiv(shader, GL3.GL_COMPILE_STATUS, compiled, 0);
    if (compiled[0] == 0) {
      byte[] log = new byte[4096];
      int[] length = new int[1];
      gl.glGetShaderInfoLog(shader, log.length, length, 0, log, 0);
      throw refused("compile", log, length[0]);
    }
    return shader;
  }

  private static DeviceException refused(String what, byte[] log, int length) {
    return new DeviceException(
        "the graphics driver cannot %s the volume shader: %s"
            .formatted(what, new String(log, 0, length, StandardCharsets.UTF_8).strip()));
  }

  void use() {
    gl.glUseProgram(program);
  }

  private int at(String name) {
    return locations.computeIfAbsent(name, n -> gl.glGetUniformLocation(program, n));
  }

  void set(String name, int value) {
    gl.glUniform1i(at(name), value);
  }

  void set(String name, double value) {
    gl.glUniform1f(at(name), (float) value);
  }

  void set(String name, double x, double y) {
    gl.glUniform2f(at(name), (float) x, (float) y);
  }

  void set(String name, double x, double y, double z) {
    gl.glUniform3f(at(name), (float) x, (float) y, (float) z);
  }

  void set(String name, LpsVector v) {
    set(name, v.x(), v.y(), v.z());
  }

  void set(String name, Rays.Affine a) {
    gl.glUniform4f(
        at(name), (float) a.base(), (float) a.across(), (float) a.along(), (float) a.ahead());
  }

  /** The transposed linear part: OpenGL takes columns, and the rows of {@code map} are these. */
  void setTransposed(String name, AffineMap map) {
    float[] columns = {
      (float) map.m00(), (float) map.m01(), (float) map.m02(),
      (float) map.m10(), (float) map.m11(), (float) map.m12(),
      (float) map.m20(), (float) map.m21(), (float) map.m22()
    };
    gl.glUniformMatrix3fv(at(name), 1, false, columns, 0);
  }

  void delete() {
    gl.glDeleteProgram(program);
  }
}
