package org.regista.app.studies;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.viewers.slice.PixelImage;

/**
 * One volume that a person may choose, or a series that is none.
 *
 * @param key identity of its space: Series Instance UID, with "#2" for the second volume of a
 *     series; of other files the path
 * @param date as "2026-03-02"; empty if it is not known
 * @param modality as DICOM has it; empty if the file does not say
 * @param images number of slices or objects
 */
public record StudyItem(
    String key,
    Patient patient,
    String date,
    String modality,
    String description,
    long images,
    Facts facts) {

  /**
   * @param name with blanks for carets; of files without a patient their folder
   * @param id number in the hospital; may be empty
   */
  public record Patient(String name, String id) {

    static Patient ofDicom(String name, String id) {
      String plain = name.replaceAll("\\^+", " ").strip();
      return new Patient(plain.isEmpty() ? "(no name)" : plain, id);
    }
  }

  /**
   * What takes a look into the files.
   *
   * @param input what to open; empty as long as that is not known, or if it is no volume
   * @param frame Frame of Reference UID
   * @param geometry "512×512×300 · 0.78×0.78×1.00 mm"
   * @param problem why it cannot be opened, as a sentence; empty if it can, or is not known
   * @param remarks sentences for the user
   * @param thumbnail its middle slice
   */
  public record Facts(
      Optional<Path> input,
      Optional<String> frame,
      String geometry,
      String problem,
      List<String> remarks,
      Optional<PixelImage> thumbnail) {

    public static final Facts UNKNOWN =
        new Facts(Optional.empty(), Optional.empty(), "", "", List.of(), Optional.empty());

    public Facts {
      remarks = List.copyOf(remarks);
    }

    Facts withThumbnail(PixelImage picture) {
      return new Facts(input, frame, geometry, problem, remarks, Optional.of(picture));
    }
  }

  StudyItem with(Facts f) {
    return new StudyItem(key, patient, date, modality, description, images, f);
  }

  /** Whether it is of a kind that can be a volume: CT, MR or PET, or an image file. */
  public boolean isImage() {
    return switch (modality) {
      case "CT", "MR", "PT", "" -> true;
      default -> false;
    };
  }

  /** Whether it can be opened now. */
  public boolean isUsable() {
    return facts.input().isPresent() && facts.problem().isEmpty();
  }

  /** "CT 2026-03-02 thorax". */
  public String label() {
    return String.join(" ", modality, date, description).replaceAll(" +", " ").strip();
  }
}
