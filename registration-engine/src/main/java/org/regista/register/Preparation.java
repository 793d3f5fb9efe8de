package org.regista.register;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.regista.geometry.AffineMap;
import org.regista.image.Volume;

/**
 * What an engine does around its own work: the request is checked, a start is found, and it is said
 * how much the images share. Images and masks of the request are borrowed, all others owned.
 */
public final class Preparation implements AutoCloseable {

  private final RegistrationRequest request;
  private final ImagePair images;
  private final List<String> warnings = new ArrayList<>();
  private RegistrationResult.@Nullable Restarts restarts;

  /**
   * @throws org.regista.error.InputDataException if an image is constant, too small, or holds
   *     nothing of what the plan expects
   */
  public Preparation(RegistrationRequest request) {
    InputChecks.check(request);
    this.request = request;
    this.images = new ImagePair(request);
  }

  /**
   * Where the registration starts, fixed to moving, LPS mm.
   *
   * @throws org.regista.error.InputDataException if the images hardly overlap there
   */
  public AffineMap start(Monitor monitor) {
    Start start = Start.find(request, images, monitor);
    start.warning().ifPresent(warnings::add);
    restarts = start.restarts();
    OverlapCheck.require(images, share(start.fixedToMoving()));
    return start.fixedToMoving();
  }

  /** The fixed image within the intensities of the plan; borrowed. */
  public Volume fixed() {
    return images.fixed();
  }

  /** The moving image within the intensities of the plan; borrowed. */
  public Volume moving() {
    return images.moving();
  }

  ImagePair images() {
    return images;
  }

  /** What tells of a failure of a linear map that was found. */
  public RegistrationResult.Signals signals(AffineMap found, Monitor monitor) {
    return new RegistrationResult.Signals(
        share(AffineMap.IDENTITY), share(found), restarts, monitor.gains());
  }

  /** Sentences about the start and about what the images share where the registration ended. */
  public List<String> warnings(RegistrationResult.Signals signals, AffineMap found) {
    Optional<String> overlap = OverlapCheck.warn(images, signals.overlap());
    Optional<String> headers = OverlapCheck.warnOfHeaders(images, signals.headerOverlap(), found);
    List<String> all = new ArrayList<>(warnings);
    overlap.ifPresent(all::add);
    headers.ifPresent(all::add);
    return all;
  }

  private double share(AffineMap map) {
    return OverlapCheck.share(request.backend(), images, map);
  }

  @Override
  public void close() {
    images.close();
  }
}
