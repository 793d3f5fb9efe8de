package org.regista.app.work;

import java.util.List;
import org.regista.quality.tg132.Tolerances;

/**
 * What a person has contributed to the judgement of the attempt that is shown.
 *
 * @param tolerances that the figures are held against
 * @param fixedLabels file of structures on the fixed image; empty for none
 * @param movingLabels the same structures on the moving image; empty for none
 * @param seen the steps of the visual review that were done
 * @param name of who signs
 * @param level of uncertainty, 0 to 4; -1 as long as it is not chosen
 */
public record Judging(
    Tolerances tolerances,
    String fixedLabels,
    String movingLabels,
    List<String> seen,
    String name,
    int level,
    String comment) {

  public static final Judging NONE = new Judging(Tolerances.TG132, "", "", List.of(), "", -1, "");

  public Judging {
    seen = List.copyOf(seen);
  }

  public Judging withTolerances(Tolerances t) {
    return new Judging(t, fixedLabels, movingLabels, seen, name, level, comment);
  }

  public Judging withLabels(String f, String m) {
    return new Judging(tolerances, f, m, seen, name, level, comment);
  }

  public Judging withSeen(List<String> s) {
    return new Judging(tolerances, fixedLabels, movingLabels, s, name, level, comment);
  }

  public Judging withSigner(String n, int l, String c) {
    return new Judging(tolerances, fixedLabels, movingLabels, seen, n, l, c);
  }
}
