package org.regista.register;

import java.util.List;
import org.regista.register.plan.DiffeomorphicStage;
import org.regista.register.plan.Stage;

/** Which part of the progress bar belongs to which stage, by experience. */
final class Shares {

  private static final double INIT = 1;
  private static final double LINEAR = 1;
  private static final double DIFFEOMORPHIC = 8;

  private final double[] ends;

  Shares(List<Stage> stages) {
    ends = new double[stages.size() + 1];
    ends[0] = INIT;
    for (int n = 0; n < stages.size(); n++) {
      ends[n + 1] =
          ends[n] + (stages.get(n) instanceof DiffeomorphicStage ? DIFFEOMORPHIC : LINEAR);
    }
  }

  double endOfInit() {
    return ends[0] / ends[ends.length - 1];
  }

  double start(int stage) {
    return ends[stage] / ends[ends.length - 1];
  }

  double end(int stage) {
    return ends[stage + 1] / ends[ends.length - 1];
  }
}
