package org.regista.app.gui.regions;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.regista.app.gui.Companion;
import org.regista.app.gui.LoadedCase;
import org.regista.app.work.Work;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;
import org.regista.image.IntensityUnit;
import org.regista.image.Volume;
import org.regista.transform.AffineTransform;
import org.regista.transform.RigidTransform;
import org.regista.transform.Transform;
import org.regista.viewers.slice.InitialView;
import org.regista.viewers.slice.Scene;

/**
 * The PET among the open images.
 *
 * @param own the space of its own series
 * @param place 0 if it is the fixed image, 1 for the moving one, from 2 on a companion
 * @param ct the CT of the same frame of reference; empty if there is none
 * @param scene the pair; a companion goes through its transform
 */
record PetSide(Volume volume, Space own, int place, Optional<Volume> ct, Scene scene) {

  /**
   * The first companion that may be shown and is no CT, else whichever of the pair is a PET; empty
   * if there is none.
   */
  static Optional<PetSide> of(LoadedCase loaded) {
    List<Volume> volumes = loaded.volumes();
    for (int n = 0; n < loaded.companions().all().size(); n++) {
      Companion c = loaded.companions().all().get(n);
      if (c.isPlaced() && !isCt(c.volume(), loaded)) {
        return Optional.of(
            new PetSide(
                c.volume(),
                c.own(),
                n + 2,
                Optional.of(loaded.scene().moving()).filter(v -> isCt(v, loaded)),
                loaded.scene()));
      }
    }
    for (int place : new int[] {1, 0}) {
      if (Companion.kind(volumes.get(place)).equals("PET")) {
        Optional<Volume> ct =
            loaded.companions().all().stream()
                .filter(c -> place == 1 && c.isPlaced() && isCt(c.volume(), loaded))
                .map(Companion::volume)
                .findFirst();
        return Optional.of(
            new PetSide(volumes.get(place), volumes.get(place).space(), place, ct, loaded.scene()));
      }
    }
    return Optional.empty();
  }

  /** By its unit, or as the pictures guess. */
  private static boolean isCt(Volume volume, LoadedCase loaded) {
    if (volume.unit() == IntensityUnit.HOUNSFIELD) {
      return true;
    }
    Scene shown = new Scene(loaded.scene().fixed(), volume, loaded.scene().fixedToMoving());
    return volume.unit() == IntensityUnit.ARBITRARY
        && InitialView.of(shown).moving().window().equals(InitialView.SOFT_TISSUE);
  }

  /** The same voxels, borrowed, as their series calls them. */
  Volume inOwnSpace() {
    return new Volume(own, volume.grid(), volume.unit(), volume.voxels(), volume.notes());
  }

  boolean isFixed() {
    return place == 0;
  }

  /** Its file or folder. */
  Path path(LoadedCase loaded, Work work) {
    List<Path> known = loaded.companions().paths();
    return (known.isEmpty() ? work.images() : known).get(place);
  }

  /** Where a place of the fixed image lies on the PET, each in its own LPS mm. */
  LpsPoint toPet(LpsPoint inFixed) {
    return isFixed() ? inFixed : scene.fixedToMoving().toMoving(inFixed);
  }

  /** The other way, where the transform is linear. */
  Optional<LpsPoint> toFixed(LpsPoint onPet) {
    if (isFixed()) {
      return Optional.of(onPet);
    }
    Transform transform = scene.fixedToMoving();
    return switch (transform) {
      case AffineTransform affine -> Optional.of(affine.fixedToMoving().inverse().apply(onPet));
      case RigidTransform rigid -> Optional.of(rigid.fixedToMoving().inverse().apply(onPet));
      default -> Optional.empty();
    };
  }
}
