package org.regista.job.structures;

import java.nio.file.Path;
import java.util.List;
import org.regista.job.structures.ImagePairGrids.Image;

/**
 * The structures of one file; owns them.
 *
 * @param drawnOn the image of the pair in whose space they lie
 */
public record RegionFile(Path file, Image drawnOn, List<Region> regions) implements AutoCloseable {

  public RegionFile {
    regions = List.copyOf(regions);
  }

  @Override
  public void close() {
    regions.forEach(Region::close);
  }
}
