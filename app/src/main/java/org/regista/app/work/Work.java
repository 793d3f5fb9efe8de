package org.regista.app.work;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.job.result.RequestForm;

/**
 * All that a person has done with one pair of images. A value: each action makes the next one, so
 * undoing is going back to the one before.
 *
 * @param fixed path of the image that stays, absolute
 * @param moving path of the image that is brought to it, absolute
 * @param form who asks for the registration, and what for
 * @param placement fixed to moving in LPS mm, as put by hand or by landmarks
 * @param placedFrom number of the attempt that a hand moved to get there; 0 if there was none
 * @param attempts in the order in which they were made
 * @param shown number of the attempt on the screen; 0 for {@code placement}
 */
public record Work(
    String fixed,
    String moving,
    RequestForm form,
    Settings settings,
    AffineMap placement,
    int placedFrom,
    List<Landmark> landmarks,
    List<Attempt> attempts,
    int shown,
    Judging judging,
    Measuring measuring) {

  /** Nothing was asked. */
  public static final RequestForm NO_FORM =
      new RequestForm("", RequestForm.Purpose.OTHER, "", "", "");

  public Work {
    landmarks = List.copyOf(landmarks);
    attempts = List.copyOf(attempts);
  }

  public static Work of(String fixed, String moving, String preset) {
    return new Work(
        fixed,
        moving,
        NO_FORM,
        Settings.of(preset),
        AffineMap.IDENTITY,
        0,
        List.of(),
        List.of(),
        0,
        Judging.NONE,
        Measuring.NONE);
  }

  public Work withForm(RequestForm f) {
    return new Work(
        fixed,
        moving,
        f,
        settings,
        placement,
        placedFrom,
        landmarks,
        attempts,
        shown,
        judging,
        measuring);
  }

  public Work withSettings(Settings s) {
    return new Work(
        fixed,
        moving,
        form,
        s,
        placement,
        placedFrom,
        landmarks,
        attempts,
        shown,
        judging,
        measuring);
  }

  /** Shows the moving image there, and starts from there. */
  public Work withPlacement(AffineMap fixedToMoving) {
    return placed(settings.withStart(Settings.PLACED), fixedToMoving, 0);
  }

  /** The same, where a hand moved what is shown; of an attempt that bends, the bending stays. */
  public Work withEdit(AffineMap fixedToMoving) {
    return placed(
        settings.withStart(Settings.PLACED), fixedToMoving, shown > 0 ? shown : placedFrom);
  }

  /** The moving image where its header puts it. */
  public Work withoutPlacement() {
    return placed(settings.withStart(Settings.of("").start()), AffineMap.IDENTITY, 0);
  }

  private Work placed(Settings start, AffineMap fixedToMoving, int from) {
    return new Work(
        fixed,
        moving,
        form,
        start,
        fixedToMoving,
        from,
        landmarks,
        attempts,
        0,
        judging,
        measuring);
  }

  public Work withLandmarks(List<Landmark> l) {
    return new Work(
        fixed,
        moving,
        form,
        settings,
        placement,
        placedFrom,
        l,
        attempts,
        shown,
        judging,
        measuring);
  }

  /** One more attempt, which is then shown; it has not been judged. */
  public Work with(Attempt attempt) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return withAttempts(all).showing(attempt.number());
  }

  /** The same with other attempts: those made since are not undone. */
  public Work withAttempts(List<Attempt> a) {
    return new Work(
        fixed,
        moving,
        form,
        settings,
        placement,
        placedFrom,
        landmarks,
        a,
        shown,
        judging,
        measuring);
  }

  /** What was seen and who would sign belongs to one attempt only. */
  public Work showing(int number) {
    Judging fresh = judging.withSeen(List.of()).withSigner(judging.name(), -1, "");
    return new Work(
        fixed,
        moving,
        form,
        settings,
        placement,
        placedFrom,
        landmarks,
        attempts,
        number,
        number == shown ? judging : fresh,
        measuring);
  }

  public Work withJudging(Judging j) {
    return new Work(
        fixed,
        moving,
        form,
        settings,
        placement,
        placedFrom,
        landmarks,
        attempts,
        shown,
        j,
        measuring);
  }

  public Work withMeasuring(Measuring m) {
    return new Work(
        fixed,
        moving,
        form,
        settings,
        placement,
        placedFrom,
        landmarks,
        attempts,
        shown,
        judging,
        m);
  }

  /** The images to open for it: fixed, moving, companions. */
  public List<Path> images() {
    List<Path> all = new ArrayList<>(List.of(Path.of(fixed), Path.of(moving)));
    measuring.companions().forEach(path -> all.add(Path.of(path)));
    return all;
  }

  /** The attempt of that number. */
  public Attempt attempt(int number) {
    return attempts.stream()
        .filter(a -> a.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no attempt " + number));
  }

  /** Whether the pictures show something that a hand placed and that is no result. */
  public boolean isUnkept() {
    return shown == 0 && (placedFrom > 0 || !placement.equals(AffineMap.IDENTITY));
  }

  /** The number that the next attempt gets. */
  public int nextNumber() {
    return attempts.stream().mapToInt(Attempt::number).max().orElse(0) + 1;
  }
}
