package org.regista.viewers.volume;

import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.regista.viewers.volume.VolumeRenderer.Picture;

/** A process that draws {@link ParityCases} by OpenGL into a file. */
public final class GlPictures {

  private GlPictures() {}

  /** The file; the name of the device is its first word. */
  public static void main(String[] arguments) throws IOException {
    try (GlVolumeRenderer renderer = GlVolumeRenderer.open();
        DataOutputStream out = new DataOutputStream(Files.newOutputStream(Path.of(arguments[0])))) {
      out.writeUTF(renderer.device());
      for (Map.Entry<String, Picture> each : ParityCases.draw(renderer).entrySet()) {
        out.writeUTF(each.getKey());
        for (int argb : each.getValue().image().argb()) {
          out.writeInt(argb);
        }
        for (float mm : each.getValue().depthMm()) {
          out.writeFloat(mm);
        }
      }
    }
  }
}
