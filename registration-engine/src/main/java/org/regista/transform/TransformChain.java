package org.regista.transform;

import java.util.List;
import org.regista.geometry.LpsPoint;
import org.regista.geometry.Space;

/**
 * Transforms applied one after another, the first step first: {@code [u, A]} takes x to {@code A(x
 * + u(x))}. Each step must start in the space in which the one before it ends.
 */
public record TransformChain(List<Transform> steps) implements Transform {

  public TransformChain {
    steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a chain needs at least one step");
    }
    for (int s = 1; s < steps.size(); s++) {
      Space end = steps.get(s - 1).moving();
      Space start = steps.get(s).fixed();
      if (!end.equals(start)) {
        throw new IllegalArgumentException(
            "step %d ends in '%s' but step %d starts in '%s'; was one of them inverted?"
                .formatted(s - 1, end.label(), s, start.label()));
      }
    }
  }

  public static TransformChain of(Transform... steps) {
    return new TransformChain(List.of(steps));
  }

  @Override
  public Space fixed() {
    return steps.getFirst().fixed();
  }

  @Override
  public Space moving() {
    return steps.getLast().moving();
  }

  @Override
  public LpsPoint toMoving(LpsPoint inFixed) {
    LpsPoint p = inFixed;
    for (Transform step : steps) {
      p = step.toMoving(p);
    }
    return p;
  }
}
