package org.regista.app.structures;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.regista.error.InputDataException;
import org.regista.error.RegistrationException;
import org.regista.io.VolumePath;
import org.regista.job.dicom.ExportRequest;
import org.regista.job.structures.ImagePairGrids.Image;
import org.regista.job.structures.RegionFile;
import org.regista.job.structures.RegionReader;
import org.regista.job.structures.RegionReader.Content;

/** Finds and reads structures and doses of one pair of images. */
public final class StructureFiles {

  /** So that a folder with the whole hospital is not searched. */
  private static final int MOST_FILES = 3000;

  private static final int DEEPEST = 3;

  /** An image of more kinds of whole numbers is taken for an image, not for labels. */
  private static final int MOST_DROPPED_LABELS = 64;

  private final RegionReader reader;

  public StructureFiles(RegionReader reader) {
    this.reader = reader;
  }

  /**
   * What was read; whoever receives it owns it.
   *
   * @param words what was found, and what was not taken and why
   */
  public record Found(List<RegionFile> regions, List<RegionReader.PlacedDose> doses, String words) {
    public Found {
      regions = List.copyOf(regions);
      doses = List.copyOf(doses);
    }

    private void close() {
      regions.forEach(RegionFile::close);
      doses.forEach(RegionReader.PlacedDose::close);
    }
  }

  /**
   * Reads all of these files, and the structures and doses in folders.
   *
   * @param told the image that they were drawn on, if somebody knows
   * @throws RegistrationException if one of them cannot be shown; then none is
   */
  public Found read(List<Path> paths, Optional<Image> told) {
    List<RegionFile> regions = new ArrayList<>();
    List<RegionReader.PlacedDose> doses = new ArrayList<>();
    try {
      for (Path path : paths) {
        for (Path file : Files.isDirectory(path) ? objectsIn(path) : List.of(path)) {
          if (RegionReader.contentOf(file) == Content.DOSE) {
            doses.add(reader.readDose(file));
          } else {
            regions.add(reader.read(file, told));
          }
        }
      }
      if (regions.isEmpty() && doses.isEmpty()) {
        throw new InputDataException(
            "'%s' holds no structure set, segmentation or dose".formatted(paths.getFirst()));
      }
      return new Found(regions, doses, words(regions, doses));
    } catch (RuntimeException e) {
      new Found(regions, doses, "").close();
      throw e;
    }
  }

  private static String words(List<RegionFile> regions, List<RegionReader.PlacedDose> doses) {
    List<String> words = new ArrayList<>();
    for (RegionFile file : regions) {
      words.add(
          "%s: %d of the %s image"
              .formatted(file.file().getFileName(), file.regions().size(), image(file.drawnOn())));
    }
    for (RegionReader.PlacedDose dose : doses) {
      words.add(
          "%s: dose in the frame of the %s image"
              .formatted(dose.file().getFileName(), image(dose.drawnOn())));
    }
    return String.join("\n", words);
  }

  private static String image(Image image) {
    return image == Image.FIXED ? "fixed" : "moving";
  }

  /** Structures and doses that lie beside the images of the pair; of other frames none. */
  public Found beside(List<Path> images) {
    List<RegionFile> regions = new ArrayList<>();
    List<RegionReader.PlacedDose> doses = new ArrayList<>();
    List<String> not = new ArrayList<>();
    for (Path file : images.stream().flatMap(i -> objectsBeside(i).stream()).distinct().toList()) {
      try {
        if (RegionReader.contentOf(file) == Content.DOSE) {
          doses.add(reader.readDose(file));
        } else {
          regions.add(reader.read(file, Optional.empty()));
        }
      } catch (RegistrationException e) {
        not.add("not shown: " + e.getMessage());
      }
    }
    String words = words(regions, doses);
    return new Found(
        regions, doses, not.isEmpty() ? words : (words + "\n" + String.join("\n", not)).strip());
  }

  private static List<Path> objectsBeside(Path image) {
    Path file = VolumePath.of(image).file();
    return Files.isDirectory(file) ? objectsIn(file) : List.of();
  }

  private static List<Path> objectsIn(Path folder) {
    try (Stream<Path> files = Files.walk(folder, DEEPEST)) {
      return files
          .filter(Files::isRegularFile)
          .limit(MOST_FILES)
          .filter(f -> RegionReader.contentOf(f) != Content.UNKNOWN)
          .sorted()
          .toList();
    } catch (IOException | UncheckedIOException e) {
      throw new InputDataException("the folder '%s' cannot be searched".formatted(folder), e);
    }
  }

  /**
   * Whether all of these are structures or doses, and not images to open: DICOM by what they say
   * they are, other files if they are labels on the voxels of an image of the pair.
   */
  public boolean areStructures(List<Path> paths) {
    return paths.stream().allMatch(this::isStructure);
  }

  private boolean isStructure(Path path) {
    if (Files.isDirectory(path)) {
      return hasOnlyObjects(path);
    }
    if (RegionReader.contentOf(path) != Content.UNKNOWN) {
      return true;
    }
    try (RegionFile labels = reader.read(path, Optional.empty())) {
      return labels.regions().size() <= MOST_DROPPED_LABELS;
    } catch (RegistrationException e) {
      return false; // whoever opens it as an image will tell what it is
    }
  }

  private static boolean hasOnlyObjects(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      List<Path> all = files.filter(Files::isRegularFile).limit(MOST_FILES).toList();
      return !all.isEmpty()
          && all.stream().allMatch(f -> RegionReader.contentOf(f) != Content.UNKNOWN);
    } catch (IOException e) {
      return false;
    }
  }

  /** One file of each kind that can go along with an exported registration. */
  public static ExportRequest.Attachments attachments(List<Path> moving, Optional<Path> dose) {
    Optional<Path> contours = moving.stream().filter(RegionReader::isStructureSet).findFirst();
    Optional<Path> labels =
        moving.stream().filter(f -> !RegionReader.isStructureSet(f)).findFirst();
    return new ExportRequest.Attachments(contours, dose, labels);
  }
}
