package org.regista.io.dicom.reg;

import java.util.Optional;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;

/**
 * One way to read a registration object; owns its field.
 *
 * @param words what this way assumes, as a sentence; "as the standard says" for the usual one
 * @param transform pull-back, fixed to moving
 */
public record Interpretation(String words, Transform transform, Optional<DisplacementField> field)
    implements AutoCloseable {

  @Override
  public void close() {
    field.ifPresent(DisplacementField::close);
  }
}
