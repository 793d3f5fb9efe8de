package org.regista.app.work;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.AffineMap;

/**
 * All that a person has done with one pair of images. A value: each action makes the next one, so
 * undoing is going back to the one before.
 *
 * @param fixed path of the image that stays, absolute
 * @param moving path of the image that is brought to it, absolute
 * @param placement fixed to moving in LPS mm, as put by hand or by landmarks
 * @param attempts in the order in which they were made
 * @param shown number of the attempt on the screen; 0 for {@code placement}
 */
public record Work(
    String fixed,
    String moving,
    Settings settings,
    AffineMap placement,
    List<Landmark> landmarks,
    List<Attempt> attempts,
    int shown,
    Judging judging) {

  public Work {
    landmarks = List.copyOf(landmarks);
    attempts = List.copyOf(attempts);
  }

  public static Work of(String fixed, String moving, String preset) {
    return new Work(
        fixed,
        moving,
        Settings.of(preset),
        AffineMap.IDENTITY,
        List.of(),
        List.of(),
        0,
        Judging.NONE);
  }

  public Work withSettings(Settings s) {
    return new Work(fixed, moving, s, placement, landmarks, attempts, shown, judging);
  }

  /** Shows the moving image there, and starts from there. */
  public Work withPlacement(AffineMap fixedToMoving) {
    Settings start = settings.withStart(Settings.PLACED);
    return new Work(fixed, moving, start, fixedToMoving, landmarks, attempts, 0, judging);
  }

  /** The moving image where its header puts it. */
  public Work withoutPlacement() {
    Settings start = settings.withStart(Settings.of("").start());
    return new Work(fixed, moving, start, AffineMap.IDENTITY, landmarks, attempts, 0, judging);
  }

  public Work withLandmarks(List<Landmark> l) {
    return new Work(fixed, moving, settings, placement, l, attempts, shown, judging);
  }

  /** One more attempt, which is then shown; it has not been judged. */
  public Work with(Attempt attempt) {
    List<Attempt> all = new ArrayList<>(attempts);
    all.add(attempt);
    return withAttempts(all).showing(attempt.number());
  }

  /** The same with other attempts: those made since are not undone. */
  public Work withAttempts(List<Attempt> a) {
    return new Work(fixed, moving, settings, placement, landmarks, a, shown, judging);
  }

  /** What was seen and who would sign belongs to one attempt only. */
  public Work showing(int number) {
    Judging fresh = judging.withSeen(List.of()).withSigner(judging.name(), -1, "");
    return new Work(
        fixed,
        moving,
        settings,
        placement,
        landmarks,
        attempts,
        number,
        number == shown ? judging : fresh);
  }

  public Work withJudging(Judging j) {
    return new Work(fixed, moving, settings, placement, landmarks, attempts, shown, j);
  }

  /** The attempt of that number. */
  public Attempt attempt(int number) {
    return attempts.stream()
        .filter(a -> a.number() == number)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("there is no attempt " + number));
  }

  /** The number that the next attempt gets. */
  public int nextNumber() {
    return attempts.stream().mapToInt(Attempt::number).max().orElse(0) + 1;
  }
}
