package org.regista.io.dicom.report;

import java.util.List;
import java.util.Optional;
import org.regista.io.dicom.object.Code;
import org.regista.io.dicom.object.SourceSeries;

/**
 * What a measurement report says.
 *
 * @param title for lists of series
 * @param algorithm what measured
 * @param groups one per thing measured
 */
public record MeasurementReport(String title, Algorithm algorithm, List<Group> groups) {

  public MeasurementReport {
    groups = List.copyOf(groups);
  }

  /**
   * @param parameters "name: value", each at most 1024 characters
   */
  public record Algorithm(String name, String version, List<String> parameters) {
    public Algorithm {
      parameters = List.copyOf(parameters);
    }
  }

  /**
   * One thing with what was measured of it.
   *
   * @param tracking what a person calls it
   * @param segment if it is a segment of a segmentation
   */
  public record Group(
      String tracking,
      Optional<SegmentReference> segment,
      List<Evaluation> evaluations,
      List<Measurement> measurements) {
    public Group {
      evaluations = List.copyOf(evaluations);
      measurements = List.copyOf(measurements);
    }
  }

  /**
   * A segment of a written segmentation.
   *
   * @param source the series it was drawn on
   */
  public record SegmentReference(SourceSeries segmentation, int number, SourceSeries source) {}

  /** A judgement in codes. */
  public record Evaluation(Code concept, Code value) {}

  /**
   * A number with its UCUM unit.
   *
   * @param derivation how it comes from the values of a region: mean, maximum, peak; empty if its
   *     concept says so
   */
  public record Measurement(Code concept, double value, Code unit, Optional<Code> derivation) {

    public Measurement(Code concept, double value, Code unit) {
      this(concept, value, unit, Optional.empty());
    }
  }
}
