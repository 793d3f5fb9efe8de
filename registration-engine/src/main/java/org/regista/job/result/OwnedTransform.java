package org.regista.job.result;

import java.util.Optional;
import org.regista.transform.DisplacementField;
import org.regista.transform.Transform;

/** A transform that was read from files; owns its field, if it has one. */
public record OwnedTransform(Transform transform, Optional<DisplacementField> field)
    implements AutoCloseable {

  @Override
  public void close() {
    field.ifPresent(DisplacementField::close);
  }
}
