package org.regista.app.structures;

import java.nio.file.Path;
import java.util.List;
import org.regista.io.VolumeFiles;
import org.regista.job.structures.ImagePairGrids;
import org.regista.job.structures.Region;
import org.regista.job.structures.RegionWriter;

/**
 * Structures that both images have, written as two images of labels, as the judgement takes them.
 *
 * @param names of the structures; label n is that of the n-th name, from 1
 * @param fixed on the fixed image, in the same order
 * @param moving on the moving image, in the same order
 */
public record JudgedStructures(List<String> names, List<Region> fixed, List<Region> moving) {

  public JudgedStructures {
    names = List.copyOf(names);
    fixed = List.copyOf(fixed);
    moving = List.copyOf(moving);
  }

  /**
   * Writes both images.
   *
   * @throws org.regista.error.InputDataException if structures overlap, which labels cannot say
   */
  public void write(ImagePairGrids pair, VolumeFiles files, Path fixedFile, Path movingFile) {
    int threads = Runtime.getRuntime().availableProcessors();
    new RegionWriter(pair.fixed(), pair.fixedGrid(), threads).labels(fixed, files, fixedFile);
    new RegionWriter(pair.moving(), pair.movingGrid(), threads).labels(moving, files, movingFile);
  }
}
