package org.regista.register;

import java.util.Optional;
import org.regista.error.DeviceException;
import org.regista.error.InputDataException;
import org.regista.geometry.GridSize;
import org.regista.geometry.Space;
import org.regista.image.Mask;
import org.regista.image.Volume;

/** What can be said against a request before any work is done. */
final class InputChecks {

  private InputChecks() {}

  /**
   * @throws InputDataException in a sentence
   */
  static void check(RegistrationRequest request) {
    request.backend().unavailableBecause().ifPresent(InputChecks::unavailable);
    checkSize(request.fixed());
    checkSize(request.moving());
    checkMask("fixed", request.fixedMask(), request.fixed().space());
    checkMask("moving", request.movingMask(), request.moving().space());
  }

  private static void unavailable(String why) {
    throw new DeviceException(why);
  }

  private static void checkSize(Volume volume) {
    GridSize size = volume.size();
    if (size.ni() < 4 || size.nj() < 4 || size.nk() < 4) {
      throw new InputDataException(
          "'%s' has %s voxels; a registration needs a volume of at least 4 along each axis"
              .formatted(volume.space().label(), size));
    }
  }

  private static void checkMask(String role, Optional<Mask> mask, Space image) {
    mask.filter(m -> !m.space().equals(image))
        .ifPresent(
            m -> {
              throw new IllegalArgumentException(
                  "the %s mask lies in '%s', its image in '%s'"
                      .formatted(role, m.space().label(), image.label()));
            });
  }
}
