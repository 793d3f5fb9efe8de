package org.regista.app.gui;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.regista.error.InputDataException;
import org.regista.geometry.FrameRelation;
import org.regista.image.Volume;
import org.regista.io.VolumeFiles;
import org.regista.transform.AffineTransform;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.RegistrationBadge;
import org.regista.viewers.slice.Scene;

/** Reads what people open. Whoever receives a {@link LoadedCase} owns it. */
public final class Session {

  /** The file that makes a folder a result. */
  public static final String RESULT_FILE = "registration.json";

  private static final int MOST_IMAGES = 5;

  private final VolumeFiles files;
  private final ResultReader results;

  public Session(VolumeFiles files, ResultReader results) {
    this.files = files;
    this.results = results;
  }

  /** The formats of images that can be read. */
  public VolumeFiles files() {
    return files;
  }

  /** Reads a folder that a registration has written. */
  @FunctionalInterface
  public interface ResultReader {

    /**
     * @throws InputDataException if the folder or one of its files cannot be used
     */
    LoadedCase read(Path folder);
  }

  /** Whether that is a folder that a registration has written. */
  public boolean isResult(Path path) {
    return Files.isRegularFile(path.resolve(RESULT_FILE));
  }

  /**
   * Opens what was chosen or dropped: one result folder, or two images (files or DICOM folders),
   * the fixed one first, and then images that go with the moving one. A PET among three images goes
   * with the other image of its frame of reference.
   *
   * @throws InputDataException if that is not what it is, or it cannot be read
   */
  public LoadedCase open(List<Path> paths) {
    return paths.size() == 1 ? openResult(paths.getFirst()) : openImages(paths);
  }

  private LoadedCase openResult(Path folder) {
    if (!isResult(folder)) {
      throw new InputDataException(
          "'%s' is not a result folder: it holds no %s; open a folder that 'register' has written, or two images"
              .formatted(folder, RESULT_FILE));
    }
    return results.read(folder);
  }

  private LoadedCase openImages(List<Path> paths) {
    if (paths.size() > MOST_IMAGES) {
      throw new InputDataException(
          "%d files were given; open one result folder, or two to %d images: first the fixed, then the moving, then what goes with it"
              .formatted(paths.size(), MOST_IMAGES));
    }
    List<Opened> images = new ArrayList<>();
    try {
      paths.forEach(path -> images.add(new Opened(path, files.read(path))));
      List<Opened> arranged = arranged(images);
      Volume moving = arranged.get(1).volume();
      LoadedCase pair = byHeaders(arranged.getFirst().volume(), moving);
      List<Companion> companions =
          arranged.subList(2, arranged.size()).stream()
              .map(image -> Companion.of(moving.space(), image.volume()))
              .toList();
      return new LoadedCase(
          pair.title(),
          pair.scene(),
          pair.badge(),
          pair.firstLook(),
          new LoadedCase.Companions(companions, 0, arranged.stream().map(Opened::path).toList()));
    } catch (RuntimeException e) {
      images.forEach(image -> image.volume().close());
      throw e;
    }
  }

  private record Opened(Path path, Volume volume) {

    boolean isPet() {
      return Companion.kind(volume).equals("PET");
    }

    boolean sharesFrame(Opened other) {
      return FrameRelation.byHeaders(volume.space(), other.volume.space()).kind()
          == FrameRelation.Kind.SAME_FRAME;
    }
  }

  /** The PET of three behind the image that it was taken with; else as they were given. */
  private static List<Opened> arranged(List<Opened> images) {
    List<Opened> pets = images.stream().filter(Opened::isPet).toList();
    if (images.size() != 3 || pets.size() != 1) {
      return images;
    }
    Opened pet = pets.getFirst();
    List<Opened> others = new ArrayList<>(images);
    others.remove(pet);
    Opened first = others.getFirst();
    Opened second = others.getLast();
    boolean withFirst = pet.sharesFrame(first) && !pet.sharesFrame(second);
    return withFirst ? List.of(second, first, pet) : List.of(first, second, pet);
  }

  /** Borrows both. */
  private static LoadedCase byHeaders(Volume fixed, Volume moving) {
    Scene scene = new Scene(fixed, moving, AffineTransform.identity(fixed.space(), moving.space()));
    String title = fixed.space().label() + " ⟷ " + moving.space().label();
    RegistrationBadge badge = LoadedCase.badgeAsScanned(fixed.space(), moving.space());
    return new LoadedCase(title, scene, badge, InitialView.of(scene));
  }
}
