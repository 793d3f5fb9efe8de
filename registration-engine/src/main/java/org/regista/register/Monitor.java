package org.regista.register;

import java.util.ArrayList;
import java.util.List;
import org.regista.geometry.AffineMap;
import org.regista.transform.DisplacementField;

/**
 * Passed down to the solvers: they report each iteration to it, and it records the trace, tells the
 * listener, and throws if the user has cancelled. Used by one thread.
 */
public final class Monitor {

  private static final List<String> OUTSIDE_THE_STAGES = List.of("init", "discrete", "inverse");

  private final ProgressListener listener;
  private final Cancellation cancellation;
  private final List<Progress> trace = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private double stageStart;
  private double stageEnd = 1;

  public Monitor(ProgressListener listener, Cancellation cancellation) {
    this.listener = listener;
    this.cancellation = cancellation;
  }

  /** A monitor that nobody watches. */
  public static Monitor silent() {
    return new Monitor(progress -> {}, new Cancellation());
  }

  /** What follows covers this part of the whole registration. */
  public void enterStage(double startFraction, double endFraction) {
    stageStart = startFraction;
    stageEnd = endFraction;
  }

  /**
   * @param stageFraction part of the current stage done, in [0, 1]
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  public void iterated(
      String stage, int level, int iteration, double similarity, double stageFraction) {
    cancellation.throwIfRequested();
    double fraction = stageStart + (stageEnd - stageStart) * Math.clamp(stageFraction, 0, 1);
    Progress progress = new Progress(stage, level, iteration, similarity, fraction);
    trace.add(progress);
    listener.progressed(progress);
  }

  /** The linear map is here now, fixed to moving in LPS mm. */
  public void placed(AffineMap fixedToMoving) {
    listener.placed(fixedToMoving);
  }

  /** The linear map is on its way here, fixed to moving in LPS mm. */
  void passing(AffineMap fixedToMoving) {
    listener.passing(fixedToMoving);
  }

  /** The deformation before a linear map is here now; borrowed during the call. */
  void bent(DisplacementField displacement, AffineMap fixedToMoving) {
    listener.bent(displacement, fixedToMoving);
  }

  /** Whether the user wants the best so far: no further level or stage is to begin. */
  public boolean endsEarly() {
    return cancellation.isEarlyEndRequested();
  }

  /**
   * @throws java.util.concurrent.CancellationException if cancelled
   */
  public void throwIfCancelled() {
    cancellation.throwIfRequested();
  }

  /** What each level of the stages gained so far: iteration 0 of a level tells its start. */
  List<RegistrationResult.Gain> gains() {
    List<Progress> steps =
        trace.stream().filter(p -> !OUTSIDE_THE_STAGES.contains(p.stage())).toList();
    List<RegistrationResult.Gain> gains = new ArrayList<>();
    int first = 0;
    for (int n = 0; n < steps.size(); n++) {
      first = steps.get(n).iteration() == 0 ? n : first;
      if (n + 1 == steps.size() || steps.get(n + 1).iteration() == 0) {
        Progress last = steps.get(n);
        double before = steps.get(first).similarity();
        gains.add(
            new RegistrationResult.Gain(
                last.stage(), last.level(), before, last.similarity(), last.iteration()));
      }
    }
    return gains;
  }

  /** Something about the way the result came about that the user must know. */
  void note(String sentence) {
    notes.add(sentence);
  }

  List<String> notes() {
    return List.copyOf(notes);
  }

  /** Every iteration so far, in order. */
  public List<Progress> trace() {
    return List.copyOf(trace);
  }
}
