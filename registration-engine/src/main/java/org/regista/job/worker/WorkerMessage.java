package org.regista.job.worker;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import org.regista.geometry.AffineMap;
import org.regista.register.Progress;

/** What a worker tells while it works: one line of JSON each on its standard output. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "is")
@JsonSubTypes({
  @JsonSubTypes.Type(value = WorkerMessage.Progressed.class, name = "progress"),
  @JsonSubTypes.Type(value = WorkerMessage.Placed.class, name = "placed"),
  @JsonSubTypes.Type(value = WorkerMessage.Bent.class, name = "bent")
})
public sealed interface WorkerMessage {

  /** One more iteration. */
  record Progressed(Progress progress) implements WorkerMessage {}

  /**
   * The linear map is here now.
   *
   * @param fixedToMoving LPS mm
   */
  record Placed(AffineMap fixedToMoving) implements WorkerMessage {}

  /**
   * The deformation is here now.
   *
   * @param displacement before the linear map
   * @param fixedToMoving the linear map, LPS mm
   */
  record Bent(LiveField displacement, AffineMap fixedToMoving) implements WorkerMessage {}
}
